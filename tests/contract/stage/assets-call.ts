import { signAndInclude } from '../../../src/devchain/sign-and-include.ts'
import type { Actor } from './actor.ts'
import type { Stage } from './stage.ts'

/** A call of pallet-assets in a block of its own. //Alice may mint, freeze and thaw all tokens here. Throws when it fails. */
export async function assetsCall(
  { chain }: Stage,
  by: Actor,
  call: string,
  ...args: readonly unknown[]
): Promise<void> {
  by.nonce++
  await signAndInclude(chain.chain, ({ tx }) => tx['assets']![call]!(...args), by.pair)
}
