import { inviteState, type EventId, type EventOf } from '../../domain/index.ts'
import { confirmClaim } from '../claim-actions.ts'
import type { PotSession } from '../pot-session.ts'

/**
 * ME1: claims that this device vouches for by itself: of a device that it let in by an invitation, for the very member that the invitation was meant for,
 * as long as the invitation was not withdrawn. Every other claim is for people to decide.
 */
function invitedClaims(session: PotSession): readonly EventOf<'member.claimed'>[] {
  const { open } = session.fold()
  const own = session.identity.signer.device
  if (!open.devices.has(own) || open.revoked.has(own)) return []
  const now = session.ports.clock.now()
  return [...open.claims.values()].filter((claim) =>
    [...open.invites.values()].some(
      (invite) =>
        invite.event.body.member === claim.body.member &&
        inviteState(open, invite, now, claim.device) !== 'withdrawn' &&
        invite.used.some(({ device, body }) => device === own && body.device === claim.device),
    ),
  )
}

/** Confirms them. */
export async function confirmInvited(session: PotSession): Promise<readonly EventId[]> {
  const confirmed: EventId[] = []
  for (const { id } of invitedClaims(session)) if ((await confirmClaim(session, id)).ok) confirmed.push(id)
  return confirmed
}
