// What people say about entries (EX5). It is in no balance and in no settlement.

import { discussionOf, err, type EntryId, type EventId, type PotEvent, type Result } from '../domain/index.ts'
import type { ActionError } from './action-error.ts'
import { speaks } from './speaks.ts'
import { writeOne } from './write-one.ts'
import type { PotSession } from './pot-session.ts'

/** Why something was not said. */
export type TalkError = ActionError | { readonly type: 'NothingSaid' } | { readonly type: 'NotYourComment' }

type Written = Promise<Result<PotEvent, TalkError>>

/** Says something about an entry. */
export async function addComment(session: PotSession, entry: EntryId, said: string): Written {
  const text = said.trim().normalize('NFC')
  if (text === '') return err({ type: 'NothingSaid' })
  if (!speaks(session)) return err({ type: 'DeviceUnknown' })
  return writeOne(session, { kind: 'comment.added', body: { about: entry as string as EventId, text } })
}

/** Withdraws one of the person's own comments. */
export async function withdrawComment(session: PotSession, entry: EntryId, comment: EventId): Written {
  const { known, open } = session.fold()
  const own = open.devices.get(session.identity.signer.device)
  const found = discussionOf(known.events, open, entry).comments.find(({ event }) => event.id === comment)
  if (!own || found?.author !== (own.member ?? own.id)) return err({ type: 'NotYourComment' })
  return writeOne(session, { kind: 'comment.withdrawn', body: { comment } })
}
