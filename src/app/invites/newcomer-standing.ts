import type { EventId } from '../../domain/index.ts'
import type { PotSession } from '../pot-session.ts'

/** How a device that wants to be let in stands, by the history that is here. */
export type NewcomerStanding =
  /** It speaks in the pot. */
  | 'in'
  | 'removed'
  /** The history is shorter than the inviter's, which may hide anything. */
  | 'short'
  /** It has said who its person is; nobody has confirmed it. */
  | 'claimed'
  | 'unclaimed'

/** How this device stands in a pot whose inviter had the history up to `head`. */
export function newcomerStanding({ identity, fold, log }: PotSession, head: EventId): NewcomerStanding {
  const { device } = identity.signer
  const { claims, devices, revoked } = fold().open
  if (revoked.has(device)) return 'removed'
  if (devices.has(device)) return 'in'
  if (!log().events.has(head)) return 'short'
  return [...claims.values()].some((claim) => claim.device === device) ? 'claimed' : 'unclaimed'
}
