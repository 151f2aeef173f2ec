import { createInvitationKey, SEED_BYTES } from '../../crypto/index.ts'
import { err, ok, type EventId, type MemberId, type Result } from '../../domain/index.ts'
import type { LaterContent } from '../../log/index.ts'
import { invitationToFragment } from '../../sync/index.ts'
import { speaks } from '../speaks.ts'
import type { PotSession } from '../pot-session.ts'
import { needsKey, rotateKey, type PotKeyError } from '../sync/pot-keys.ts'

/** What an invitation allows. */
export interface InviteTerms {
  /** How many seconds it lasts; null: until it is withdrawn. */
  readonly lasts: number | null
  /** Whether it lets in one device and no more. */
  readonly once: boolean
  /** Whom it is meant for; null lets the invited person choose. */
  readonly member: MemberId | null
}

/** A new invitation. */
export interface CreatedInvite {
  readonly id: EventId
  /** The part of its link behind the app's address. It holds the secret, which is kept nowhere else: whoever loses it makes another invitation. */
  readonly fragment: string
}

/** Why nobody was invited. */
export type InviteError =
  | PotKeyError
  /** The pot is on no relay, so nobody could ask. */
  | { readonly type: 'PotWithoutRelay' }

/** ME10: invites whoever gets the link. The pot's first key is written with it where there is none. */
export async function createInvite(
  session: PotSession,
  { lasts, once, member }: InviteTerms,
): Promise<Result<CreatedInvite, InviteError>> {
  const { storage, random, clock } = session.ports
  if (!speaks(session)) return err({ type: 'DeviceUnknown' })
  const named = member === null ? undefined : session.fold().open.members.get(member)
  if (member !== null && !named) return err({ type: 'UnknownMember', member })
  if (member !== null && named?.account) return err({ type: 'AlreadyClaimed', member })
  const access = await storage.access.get(session.id)
  if (!access.ok) return access
  const relays = access.value?.relays ?? []
  if (relays.length === 0) return err({ type: 'PotWithoutRelay' })
  const seed = random.bytes(SEED_BYTES)
  const { key, mailbox } = createInvitationKey(seed)
  const expires = lasts === null ? null : clock.now() + lasts
  const content: LaterContent = { kind: 'invite.created', body: { key, mailbox, expires, member, once } }
  const written = needsKey(session) ? await rotateKey(session, [content]) : await session.write(content)
  if (!written.ok) return written
  const [created, last] = [written.value[0]?.id as EventId, written.value.at(-1)?.id as EventId]
  return ok({ id: created, fragment: invitationToFragment({ pot: session.id, seed, head: last, member, relays }) })
}
