import { reviseEntry, voidEntry } from '../../app/index.ts'
import type { Entry, EntryId } from '../../domain/index.ts'
import { errorSentence } from '../messages/error-sentence.ts'
import { useText } from '../messages/create-messages.ts'
import { useOpenPot } from '../pot/open-pot.ts'
import { useNotices } from '../stores/use-notices.ts'

interface EntryUndo {
  /** Says what was done to an entry; "Undo" gives it its former content again. */
  readonly offerRestore: (root: EntryId, former: Entry, said: string) => void
  /** Says that an entry was added; "Undo" takes it out. */
  readonly offerRemoval: (root: EntryId, said: string) => void
}

/** Ways back after a change. Each is an event like any other: nothing is ever unwritten. */
export function useEntryUndo(): EntryUndo {
  const text = useText()
  const notices = useNotices()
  const { session } = useOpenPot()
  const run = async (change: ReturnType<typeof voidEntry>): Promise<void> => {
    const done = await change
    notices.tell(done.ok ? text('entry.undone') : errorSentence(text, done.error))
  }
  return {
    offerRestore: (root, former, said) => notices.tell(said, () => run(reviseEntry(session, root, former))),
    offerRemoval: (root, said) => notices.tell(said, () => run(voidEntry(session, root))),
  }
}
