import { readFileSync } from 'node:fs'
import { Abi } from '@polkadot/api-contract'
import { compactStripLength, u8aToHex } from '@polkadot/util'
import type { H160 } from '../../../src/domain/index.ts'
import type { Actor } from './actor.ts'
import type { Stage, StageCall } from './stage.ts'

/** What a hostile contract does when money arrives or is to be moved; contracts/attacker says more about each. */
export type Behaviour =
  | 'Accept'
  | 'Revert'
  | 'Trap'
  | 'CallBack'
  | 'CallBackOrRevert'
  | 'BurnGas'
  | 'FillStorage'
  | 'LongAnswer'

/** What came of a call that a hostile contract made: the other's answer behind the byte that says `Ok`, or why there is none. */
export type Reply = { readonly answered: string } | 'nothing' | 'notUnderstood' | 'failed'

/** A hostile contract on the stage. Values are what contracts see: planck times the ratio, and whatever is below one planck. */
export type HostileContract = {
  readonly address: H160
  readonly prepare: (
    by: Actor,
    behaviour: Behaviour,
    call?: { readonly to: H160; readonly data: Uint8Array; readonly value?: bigint },
  ) => StageCall
  /** What it answers as a token that is told to move money, behind what it was prepared for. */
  readonly prepareToken: (by: Actor, data: Uint8Array, reverts?: boolean) => StageCall
  /** Makes a call `times` times over in one extrinsic that brings `planck`. */
  readonly send: (
    by: Actor,
    call: { readonly to: H160; readonly data: Uint8Array; readonly value?: bigint },
    more?: { readonly times?: number; readonly planck?: bigint },
  ) => StageCall
  /** The replies of a rehearsed `send`. */
  readonly replies: (stage: Stage, send: StageCall) => Promise<readonly Reply[]>
  /** How often money arrived and stayed. */
  readonly received: (stage: Stage) => Promise<number>
  /** What came of the prepared call. */
  readonly reply: (stage: Stage) => Promise<Reply>
}

const folder = new URL('../fixtures/', import.meta.url)

/** Deploys one more hostile contract. */
export async function deployHostile({ deploy, crowd }: Stage): Promise<HostileContract> {
  const abi = new Abi(readFileSync(new URL('attacker.json', folder), 'utf8'))
  const encode = (message: string, args: readonly unknown[]): Uint8Array =>
    compactStripLength(abi.findMessage(message).toU8a([...args]))[1]
  const [, constructorData] = compactStripLength(abi.findConstructor('new').toU8a([]))
  const code = readFileSync(new URL('attacker.polkavm', folder))
  const [alice] = crowd as [Actor]
  const to = await deploy({ code, constructorData })
  const nowhere = { to: '00'.repeat(20) as H160, data: new Uint8Array() }
  const ask = async (stage: Stage, message: string, call: StageCall): Promise<unknown> => {
    const { result } = await stage.rehearse(call)
    if (result.kind === 'refused' || result.isReverted) throw new Error(`${message}: ${JSON.stringify(result)}`)
    const { returnType, registry } = { returnType: abi.findMessage(message).returnType, registry: abi.registry }
    const answer = registry.createType(returnType?.lookupName ?? returnType?.type ?? '', result.data)
    return (answer.toJSON() as { readonly ok: unknown }).ok
  }
  const view = (stage: Stage, message: string): Promise<unknown> =>
    ask(stage, message, { by: alice, to, data: encode(message, []) })
  return {
    address: to,
    prepare: (by, behaviour, call = nowhere) => ({
      by,
      to,
      data: encode('prepare', [behaviour, `0x${call.to}`, call.value ?? 0n, u8aToHex(call.data)]),
    }),
    prepareToken: (by, data, reverts = false) => ({
      by,
      to,
      data: encode('prepare_token', [{ reverts, data: u8aToHex(data) }]),
    }),
    send: (by, call, { times = 1, planck = 0n } = {}) => ({
      by,
      to,
      value: planck,
      data: encode('send', [`0x${call.to}`, u8aToHex(call.data), call.value ?? 0n, times]),
    }),
    replies: async (stage, send) => ((await ask(stage, 'send', send)) as readonly unknown[]).map(toReply),
    received: async (stage) => (await view(stage, 'received')) as number,
    reply: async (stage) => toReply(await view(stage, 'reply')),
  }
}

const toReply = (json: unknown): Reply => {
  const [[kind, content]] = Object.entries(json as Readonly<Record<string, unknown>>) as [[string, unknown]]
  if (kind === 'answered') return { answered: String(content).slice(2) }
  return kind as Exclude<Reply, { readonly answered: string }>
}
