import { decodeAnswer } from '../../../src/chain/polkadot/decode-answer.ts'
import type { ContractView } from '../../../src/chain/polkadot/encode-call.ts'
import type { H160, Hash32 } from '../../../src/domain/index.ts'
import type { Actor } from './actor.ts'
import { settlementCall } from './settlement-call.ts'
import type { Stage } from './stage.ts'

/** A group's record as polkadot-js shows it: hex with 0x; `done` is hex above 2^53. */
export type ShownGroup = {
  readonly epoch: number
  readonly seq: number
  readonly head: string
  readonly quorum: number
  readonly members: number
  readonly stateHash: string
  readonly planRoot: string
  readonly legs: number
  readonly checkpoint: string
  readonly done: number | string
}

/** What a view of a settlement contract answers. */
export async function askView(stage: Stage, view: ContractView, contract: H160 = stage.contract): Promise<unknown> {
  const { result } = await stage.rehearse(settlementCall(stage.crowd[0] as Actor, contract, view))
  if (result.kind === 'refused') throw new Error(`${view.kind}: ${result.reason}`)
  return decodeAnswer(view.kind, result.data)
}

/** The record of a group at the newest block. */
export const viewGroup = async (stage: Stage, group: Hash32, contract?: H160): Promise<ShownGroup | null> =>
  (await askView(stage, { kind: 'group', group }, contract)) as ShownGroup | null
