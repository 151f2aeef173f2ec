import { signAndInclude } from '../../../src/devchain/sign-and-include.ts'
import type { Actor } from './actor.ts'
import type { Stage } from './stage.ts'

/** Signs any extrinsic of the chain and puts it into a block of its own. Throws when the chain refuses it or it fails. */
export async function dispatch(
  { chain }: Stage,
  by: Actor,
  toCall: Parameters<typeof signAndInclude>[1],
): Promise<void> {
  by.nonce++
  await signAndInclude(chain.chain, toCall, by.pair)
}

/** A call of pallet-assets, whose tokens //Alice may freeze, thaw and mint. */
export const assetsCall = (stage: Stage, by: Actor, call: string, ...args: readonly unknown[]): Promise<void> =>
  dispatch(stage, by, ({ tx }) => tx['assets']![call]!(...args))
