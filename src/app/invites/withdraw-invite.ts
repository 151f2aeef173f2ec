import { err, type EventId, type PotEvent, type Result } from '../../domain/index.ts'
import type { ActionError } from '../action-error.ts'
import { speaks } from '../speaks.ts'
import { writeOne } from '../write-one.ts'
import type { PotSession } from '../pot-session.ts'

/** Why an invitation was not withdrawn. */
export type WithdrawError = ActionError | { readonly type: 'UnknownInvite'; readonly invite: EventId }

/** ME10: an invitation, whoever made it, lets nobody in any more. Who was let in stays. */
export async function withdrawInvite(session: PotSession, invite: EventId): Promise<Result<PotEvent, WithdrawError>> {
  if (!session.fold().open.invites.has(invite)) return err({ type: 'UnknownInvite', invite })
  return speaks(session)
    ? writeOne(session, { kind: 'invite.withdrawn', body: { invite } })
    : err({ type: 'DeviceUnknown' })
}
