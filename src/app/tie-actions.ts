// Tying a pot to a group of the contract (EP9): the group is created on the chain, the tie is written and co-signed in the log.

import type { ChainPort, InclusionPlace } from '../chain/index.ts'
import { err, memberOf, type EventId, type H160, type Hash32, type PotEvent, type Result } from '../domain/index.ts'
import type { ChainError } from '../chain/index.ts'
import { writeOne, type ActionError } from './pot-actions.ts'
import type { PotSession } from './pot-session.ts'

/** Why a pot could not be tied. */
export type TieError =
  | ActionError
  | ChainError
  | { readonly type: 'AlreadyTied' }
  | { readonly type: 'GroupNotFound'; readonly group: Hash32 }
  | { readonly type: 'UnknownTie'; readonly tie: EventId }
  | { readonly type: 'AlreadySigned' }
  | { readonly type: 'RosterDiffers' }

/** Writes the tie to a group that was created in a finalized block. Its author signs it thereby. */
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
      token: { code: facts.value.symbol.toUpperCase(), digits: facts.value.decimals },
      baseEpoch: 0n,
      previous: null,
      last: null,
      unreachable: [],
    },
  })
}

/** EP9: agrees to a tie after reading its group from the chain: its roster must be wallets that members have bound. */
export async function signTie(session: PotSession, port: ChainPort, tie: EventId): Promise<Result<PotEvent, TieError>> {
  const { open } = session.fold()
  const member = memberOf(open, session.identity.signer.device)
  const proposed = open.proposedTies.get(tie)
  if (member === undefined) return err({ type: 'DeviceUnknown' })
  if (!proposed) return err({ type: 'UnknownTie', tie })
  if (proposed.signers.has(member)) return err({ type: 'AlreadySigned' })
  const { contract, block, group, genesis } = proposed.tie.body
  const events = await port.contractEvents(contract, block)
  if (!events.ok) return events
  const created = events.value.find(({ event }) => event.kind === 'GroupCreated' && event.group === group)?.event
  if (created?.kind !== 'GroupCreated') return err({ type: 'GroupNotFound', group })
  const isBound = (address: H160): boolean =>
    open.bindings.some((binding) => binding.address === address && binding.genesis === genesis)
  if (!created.members.every(isBound)) return err({ type: 'RosterDiffers' })
  return writeOne(session, { kind: 'tie.signed', body: { tie } })
}
