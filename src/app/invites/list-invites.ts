import {
  inviteState,
  memberOf,
  type DeviceId,
  type Invite,
  type InviteState,
  type MemberId,
  type PotFold,
} from '../../domain/index.ts'

/** An invitation for people to see. */
export interface ListedInvite {
  readonly invite: Invite
  readonly state: InviteState
  /** Who made it; null when nobody speaks for its device any more. */
  readonly by: MemberId | null
  /** Devices that it let in, and who they became. */
  readonly admitted: readonly { readonly device: DeviceId; readonly member: MemberId | null }[]
}

/** The invitations of a pot at a time in Unix seconds, the newest first. */
export function listInvites({ open }: Pick<PotFold, 'open'>, now: number): readonly ListedInvite[] {
  return [...open.invites.values()]
    .map((invite) => ({
      invite,
      state: inviteState(open, invite, now),
      by: memberOf(open, invite.event.device) ?? null,
      admitted: invite.used.map(({ body: { device } }) => ({ device, member: memberOf(open, device) ?? null })),
    }))
    .toReversed()
}
