import { ok, type PotEvent, type Result } from '../../domain/index.ts'
import type { StorageError } from '../../storage/index.ts'
import type { ActionError } from '../action-error.ts'
import { claimMember } from '../claim-actions.ts'
import type { PotSession } from '../pot-session.ts'

/**
 * ME1: a device of somebody who is in a pot already says so by itself: with the certificate that it was given when it was linked, or one by the account
 * that it holds. Null when there is nothing to say.
 */
export async function joinOwnPot(session: PotSession): Promise<Result<PotEvent | null, ActionError | StorageError>> {
  const { identity, ports } = session
  const { open } = session.fold()
  const { device } = identity.signer
  const hasSpoken = open.devices.has(device) || [...open.claims.values()].some((claim) => claim.device === device)
  if (hasSpoken || open.revoked.has(device)) return ok(null)
  const access = await ports.storage.access.get(session.id)
  if (!access.ok) return access
  const given = access.value?.claim
  if (given?.certificate && open.members.has(given.member)) return claimMember(session, given.member, given.certificate)
  const own = [...open.members.values()].find(({ account }) => account === identity.account)
  return own && identity.holdsAccount ? claimMember(session, own.id) : ok(null)
}
