import { tiedMoneyFault } from '../../app/nodes/index.ts'
import {
  contradictionOf,
  fold,
  parsePotFile,
  provePot,
  readAgreed,
  type AgreedError,
  type AgreedReading,
  type ChainError,
  type FollowError,
  type PotFileError,
  type PotProof,
  type PotSession,
} from '../../app/index.ts'
import type { Hash32, PotFold, Result } from '../../domain/index.ts'
import { potFileText } from '../pot/pot-file.ts'
import type { Connection } from '../stores/use-network-store.ts'

/** What a check found. The log was checked event by event; the chain was read from the group's creation on, if there is one. */
export interface PotCheck {
  readonly proof: PotProof
  readonly fold: PotFold
  /** Events whose signature, chain and place were checked again, and how many devices wrote them. */
  readonly events: number
  readonly devices: number
  /** What one node says, checked against itself, and what the others say of it; null for a pot that is tied to no group. */
  readonly agreed: AgreedReading | null
  /** Why the contract does not pay in what the pot counts in, if it does not. */
  readonly moneyFault: ReturnType<typeof tiedMoneyFault>
}

/** How far a check is. */
export type CheckProgress =
  | { readonly type: 'log' }
  | { readonly type: 'chain'; readonly at: number; readonly to: number }
  | { readonly type: 'state' }

/** What a check asks of its surroundings. */
export interface CheckPorts {
  readonly connect: () => Promise<Result<Connection, ChainError>>
  readonly knownCode: readonly Hash32[]
  readonly onProgress: (progress: CheckProgress) => void
}

/** Recomputes everything from the events' bytes and from the blocks as each chosen node has them. Nothing that was computed before is used. */
export async function checkPot(
  session: PotSession,
  { connect, knownCode, onProgress }: CheckPorts,
): Promise<Result<PotCheck, PotFileError | FollowError>> {
  onProgress({ type: 'log' })
  const parsed = await parsePotFile(potFileText(session, session.fold()))
  if (!parsed.ok) return parsed
  const { log, fold: alone } = parsed.value
  const { tie } = alone.open
  const facts = { events: log.events.size, devices: log.devices().length }
  if (!tie)
    return { ok: true, value: { ...facts, fold: alone, proof: provePot(alone, []), agreed: null, moneyFault: null } }
  const connected = await connect()
  if (!connected.ok) return connected
  const target = { genesis: tie.genesis, contract: tie.contract, group: tie.group, createdAt: tie.block }
  const agreed = await readAgreed(await connected.value.nodes.each(), target, {
    knownCode,
    onProgress: (_, { at, to }) => onProgress({ type: 'chain', at, to }),
  })
  if (!agreed.ok) return { ok: false, error: causeOf(agreed.error) }
  const refuted = agreed.value.others.find(({ opinion }) => opinion.type === 'unbelievable')?.opinion
  if (refuted?.type === 'unbelievable') return { ok: false, error: refuted.error }
  const lie = contradictionOf(agreed.value)
  if (lie) return { ok: false, error: lie }
  onProgress({ type: 'state' })
  const { history, events, checks } = agreed.value.reading
  const whole = fold(alone.known.events, [history])
  const moneyFault = tiedMoneyFault(checks.payment, tie)
  const proof = provePot(whole, events)
  return { ok: true, value: { ...facts, fold: whole, proof, agreed: agreed.value, moneyFault } }
}

function causeOf(error: AgreedError): FollowError {
  if (error.type === 'Refuted') return error.error
  return error.failures[0]?.error ?? { type: 'Disconnected', endpoint: '', detail: 'no endpoint is set' }
}
