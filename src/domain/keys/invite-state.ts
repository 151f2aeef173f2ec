import type { Facts, Invite } from '../facts.ts'
import type { DeviceId } from '../ids.ts'

/** Whether an invitation still lets somebody in, and if not, why. */
export type InviteState = 'open' | 'withdrawn' | 'used' | 'expired'

/**
 * ME10: what an invitation is at a time in Unix seconds, by the clock of who asks. One by a device that was revoked is withdrawn with it. `forDevice`: a
 * single-use invitation that let this very device in still does.
 */
export function inviteState(
  { revoked }: Pick<Facts, 'revoked'>,
  { event, withdrawn, used }: Invite,
  at: number,
  forDevice?: DeviceId,
): InviteState {
  const { once, expires } = event.body
  if (withdrawn !== null || revoked.has(event.device)) return 'withdrawn'
  if (once && used.some(({ body }) => body.device !== forDevice)) return 'used'
  return expires !== null && at >= expires ? 'expired' : 'open'
}
