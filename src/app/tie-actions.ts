// Tying a pot to a group of the contract (EP9): the group is created on the chain, the tie is written and co-signed in the log.

import type { ChainError, ChainPort, InclusionPlace, PreflightError } from '../chain/index.ts'
import {
  compareCurrencies,
  err,
  memberOf,
  type EventId,
  type H160,
  type Hash32,
  type PotEvent,
  type Result,
} from '../domain/index.ts'
import { readInstance, type InstanceError } from './nodes/contract-instance.ts'
import type { ActionError } from './action-error.ts'
import { writeOne } from './write-one.ts'
import type { PotSession } from './pot-session.ts'

/** Why a pot could not be tied. */
export type TieError =
  | ActionError
  | ChainError
  | InstanceError
  | { readonly type: 'AlreadyTied' }
  | { readonly type: 'GroupNotFound'; readonly group: Hash32 }
  | { readonly type: 'UnknownTie'; readonly tie: EventId }
  | { readonly type: 'AlreadySigned' }
  | { readonly type: 'RosterDiffers' }
  /** The tie states other money than the contract pays in: amounts would mean something else. */
  | Extract<PreflightError, { readonly type: 'WrongCurrency' }>

/** Writes the tie to a group that was created in a finalized block, with the money that its contract pays in. Its author signs it thereby. */
export async function tiePot(
  session: PotSession,
  port: ChainPort,
  contract: H160,
  group: Hash32,
  at: Pick<InclusionPlace, 'hash'>,
): Promise<Result<PotEvent, TieError>> {
  if (session.fold().open.tie) return err({ type: 'AlreadyTied' })
  const facts = await port.facts()
  if (!facts.ok) return facts
  const instance = await readInstance(port, contract)
  if (!instance.ok) return instance
  const events = await port.contractEvents(contract, at.hash)
  if (!events.ok) return events
  if (!events.value.some(({ event }) => event.kind === 'GroupCreated' && event.group === group))
    return err({ type: 'GroupNotFound', group })
  return writeOne(session, {
    kind: 'pot.tied',
    body: {
      genesis: facts.value.genesis,
      contract,
      group,
      block: at.hash,
      token: instance.value.money,
      baseEpoch: 0n,
      previous: null,
      last: null,
      unreachable: [],
    },
  })
}

/** EP9: agrees to a tie after reading its group from the chain: its roster must be wallets that members have bound, its money what the contract pays in. */
export async function signTie(session: PotSession, port: ChainPort, tie: EventId): Promise<Result<PotEvent, TieError>> {
  const { open } = session.fold()
  const member = memberOf(open, session.identity.signer.device)
  const proposed = open.proposedTies.get(tie)
  if (member === undefined) return err({ type: 'DeviceUnknown' })
  if (!proposed) return err({ type: 'UnknownTie', tie })
  if (proposed.signers.has(member)) return err({ type: 'AlreadySigned' })
  const { contract, block, group, genesis, token: expected } = proposed.tie.body
  const instance = await readInstance(port, contract)
  if (!instance.ok) return instance
  const { money: found } = instance.value
  if (compareCurrencies(expected, found) !== 0) return err({ type: 'WrongCurrency', contract, expected, found })
  const events = await port.contractEvents(contract, block)
  if (!events.ok) return events
  const created = events.value.find(({ event }) => event.kind === 'GroupCreated' && event.group === group)?.event
  if (created?.kind !== 'GroupCreated') return err({ type: 'GroupNotFound', group })
  const isBound = (address: H160): boolean =>
    open.bindings.some((binding) => binding.address === address && binding.genesis === genesis)
  if (!created.members.every(isBound)) return err({ type: 'RosterDiffers' })
  return writeOne(session, { kind: 'tie.signed', body: { tie } })
}
