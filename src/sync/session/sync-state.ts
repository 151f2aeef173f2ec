import type { EventId, Hex, PotId } from '../../domain/index.ts'
import type { Range } from '../ranges/range.ts'
import type { Statement } from './sync-message.ts'

/** Everything one side remembers of an exchange with another. Plain data; losing it costs a few bytes, never an event. */
export interface SyncState {
  readonly pot: PotId
  /** Names this exchange to the other side, which forgets what it believed when it sees a new one. */
  readonly session: Hex<'Session'>
  /** Messages said so far. */
  readonly number: number
  /** The fingerprint last said, and the message in which it was said first. */
  readonly said: { readonly fingerprint: string; readonly number: number } | null
  readonly theirs: Theirs | null
  /** Sessions that the other side has left behind: what still arrives from them is late. */
  readonly past: readonly Hex<'Session'>[]
  /** What they asked and was not answered yet. */
  readonly asked: { readonly ranges: readonly Range[]; readonly needs: readonly string[] }
  /** What goes out with the last of several messages. */
  readonly reply: { readonly ranges: readonly Range[]; readonly needs: readonly string[] }
  /** Events on their way out, parents before children. */
  readonly queue: readonly EventId[]
  /** Events sent: in which message last, and how often. */
  readonly sent: ReadonlyMap<EventId, { readonly number: number; readonly times: number }>
  /** Messages with ranges since both sides were last equal. */
  readonly repairs: number
  /** The two fingerprints over which this side gave up. */
  readonly stalled: string | null
}

/** What the other side said last. */
export interface Theirs {
  readonly session: Hex<'Session'>
  /** Greatest number heard. */
  readonly number: number
  /** Their last statement, with the greatest of our numbers that it takes into account. */
  readonly statement: (Statement & { readonly heard: number }) | null
  readonly isAnswered: boolean
  /** Whether they are still talking: nobody answers in between. */
  readonly more: boolean
}

/** Nothing to ask or reply. */
export const NOTHING = { ranges: [], needs: [] } as const

/** The start of an exchange about a pot. `session` is 8 random bytes in hex. */
export function createSyncState(pot: PotId, session: Hex<'Session'>): SyncState {
  return {
    pot,
    session,
    number: 0,
    said: null,
    theirs: null,
    past: [],
    asked: NOTHING,
    reply: NOTHING,
    queue: [],
    sent: new Map(),
    repairs: 0,
    stalled: null,
  }
}
