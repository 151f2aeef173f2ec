// Who speaks for whom: this device for a member, and somebody's word for that (ME1).

import { err, type EventId, type Hex, type MemberId, type PotEvent, type Result } from '../domain/index.ts'
import type { ActionError } from './action-error.ts'
import type { PotSession } from './pot-session.ts'
import { speaks } from './speaks.ts'
import { writeOne } from './write-one.ts'

type Written = Promise<Result<PotEvent, ActionError>>

/**
 * Says that this device speaks for a member (ME1). It counts once somebody confirms it; the founder's own, and one by the account of a member who is
 * there already, at once. `given`: the account's certificate for this device, where the account is not held.
 */
export async function claimMember(
  session: PotSession,
  member: MemberId,
  given: Hex<'Signature'> | null = null,
): Written {
  const { open } = session.fold()
  const known = open.members.get(member)
  const own = open.devices.get(session.identity.signer.device)?.member
  if (!known) return err({ type: 'UnknownMember', member })
  // ME1: another device of the same person joins by its account key.
  const isOwn = known.account === session.identity.account
  if (known.account !== null && !isOwn) return err({ type: 'AlreadyClaimed', member })
  if (own) return err({ type: 'DeviceSpeaksAlready', member: own })
  const { account, sealing, signer } = session.identity
  const certificate = given ?? (await session.identity.certify(session.id, member, signer.device, sealing))
  if (certificate === null) return err({ type: 'AccountElsewhere' })
  return writeOne(session, { kind: 'member.claimed', body: { member, account, sealing, certificate } })
}

/** Vouches for somebody's claim (ME1). */
export async function confirmClaim(session: PotSession, claim: EventId): Written {
  if (!session.fold().open.claims.has(claim)) return err({ type: 'UnknownClaim', claim })
  if (!speaks(session)) return err({ type: 'DeviceUnknown' })
  return writeOne(session, { kind: 'claim.confirmed', body: { claim } })
}
