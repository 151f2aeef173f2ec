import { err, memberOf, ok, type Motion, type PotEvent, type Result } from '../../domain/index.ts'
import type { ActionError } from '../action-error.ts'
import { speaks } from '../speaks.ts'
import { writeOne } from '../write-one.ts'
import type { PotSession } from '../pot-session.ts'

/** Why a vote was not cast. */
export type VoteError = ActionError | { readonly type: 'VotedAlready' }

/** ME5: this device's member votes on which history of a device counts, or that a member cannot be reached. Once on each. */
export async function castVote(session: PotSession, motion: Motion): Promise<Result<PotEvent, VoteError>> {
  if (!speaks(session)) return err({ type: 'DeviceUnknown' })
  if (hasVoted(session, motion)) return err({ type: 'VotedAlready' })
  const written = await writeOne(session, { kind: 'vote.cast', body: { motion } })
  return written.ok ? ok(written.value) : written
}

/** Whether this device's member has voted on the subject of a motion. */
export function hasVoted(session: PotSession, motion: Motion): boolean {
  return votesOn(session, motion).some((each) => each.isOwn)
}

/** The votes on a motion's subject that are cast and not decided. */
export function votesOn(
  { fold, identity }: Pick<PotSession, 'fold' | 'identity'>,
  motion: Motion,
): readonly { readonly motion: Motion; readonly isOwn: boolean }[] {
  const { open } = fold()
  const own = memberOf(open, identity.signer.device)
  return [...open.votes.values()]
    .flat()
    .filter(({ body }) => subjectOf(body.motion) === subjectOf(motion))
    .map(({ device, body }) => ({ motion: body.motion, isOwn: own !== undefined && memberOf(open, device) === own }))
}

function subjectOf(motion: Motion): string {
  return motion.type === 'branch' ? motion.device : motion.member
}
