// In: what relays hand over goes into the log and the store.

import { ok, type Result } from '../../domain/index.ts'
import type { Refusal } from '../../log/index.ts'
import { verifyEnvelope, type Envelope } from '../../sync/index.ts'
import { markCopied } from '../copied-device.ts'
import type { WriteError } from '../pot-session.ts'
import { NOBODY, toldRefusals, type RefusedEvent } from './refused-event.ts'
import type { RelayNews } from './relay-line.ts'
import type { BookedEnvelope } from './route-book.ts'
import type { RouteWork } from './route-work.ts'
import { createWarningList } from './warning-list.ts'

/** The way in. */
export interface RouteIntake {
  /** Takes new envelopes, and those that could not be read before, into the log and the store. */
  readonly place: (fresh: readonly Envelope[]) => Promise<Result<void, WriteError>>
  /** Takes what came from a relay; false when it could not be kept. */
  readonly take: (news: RelayNews) => Promise<boolean>
  /** Events that were refused, the last ones, until a person has seen it. */
  readonly refused: () => readonly Refusal[]
  readonly dismiss: () => void
}

/** Refused events that are remembered: an envelope that holds one is read, and refused, at each start. */
const KEPT_REFUSALS = 256

/** The way in of a route. */
export function createIntake(work: RouteWork): RouteIntake {
  const { quits, book, reader, turns, lines, failed, tell } = work
  const { identity, ports } = quits
  const refusals = createWarningList<RefusedEvent>(book, NOBODY, ({ id }) => id, KEPT_REFUSALS)
  const addRefused = (refused: readonly Refusal[]): void => {
    const known = new Set(refusals.all().map(({ id }) => id))
    const news = refused.filter(({ id }) => !known.has(id))
    refusals.add(...news.map((refusal) => ({ ...refusal, type: 'EventRefused', isSeen: false }) as const))
  }

  const place = async (fresh: readonly Envelope[], news?: RelayNews): Promise<Result<void, WriteError>> => {
    const read = await reader.place(fresh)
    if (!read.ok) return read
    const { placed, refused } = read.value
    addRefused(refused)
    const ids = new Set(placed.map(({ envelope }) => envelope.id))
    const rest = fresh.filter(({ id }) => !ids.has(id)).map((envelope): BookedEnvelope => ({ envelope, event: null }))
    const booked = [...placed, ...rest].sort((a, b) => a.envelope.sequence - b.envelope.sequence)
    const warned = [...(news?.warned() ?? []), ...refusals.unkept()]
    if (booked.length === 0 && warned.length === 0 && news === undefined) return ok(undefined)
    const step = news && {
      relay: news.relay,
      known: news.known,
      holds: news.envelopes.map(({ id }) => id),
      startsOver: news.startsOver,
    }
    const kept = await book.keep(booked, step, warned)
    if (kept.ok) reader.settle(placed)
    return kept
  }
  const takeNow = async (news: RelayNews): Promise<boolean> => {
    const unknown = news.envelopes.filter(({ id }) => !book.has(id))
    const verdicts = await Promise.all(unknown.map((envelope) => verifyEnvelope(envelope)))
    const fresh = unknown.filter((_, index) => verdicts[index])
    const forged = unknown.length - fresh.length
    const from = lines().find((line) => line.relay === news.relay)
    if (forged > 0) from?.note({ type: 'RelayForged', envelopes: forged })
    // What this device has sent is in its book before it is sent: an envelope of its own that is not was sent by a copy of it.
    const isCopy = fresh.some(({ device }) => device === identity.signer.device)
    const marked = isCopy ? await markCopied(ports, identity) : ok(undefined)
    const kept = marked.ok ? await place(fresh, news) : marked
    if (!kept.ok) {
      failed(kept.error)
      return false
    }
    failed(null)
    for (const line of lines()) if (line !== from) for (const envelope of fresh) line.put(envelope)
    tell()
    return true
  }
  /** What is refused meanwhile is kept with what it came with. */
  const placeAlone = async (fresh: readonly Envelope[]): Promise<Result<void, WriteError>> => {
    let placed: Result<void, WriteError> = ok(undefined)
    await refusals.during(async () => {
      placed = await place(fresh)
      return placed.ok
    })
    return placed
  }

  return {
    place: placeAlone,
    take: (news) => turns.take(() => refusals.during(() => takeNow(news)), false),
    refused: () => toldRefusals(refusals.all()),
    dismiss: () => refusals.add(...refusals.all().map((each) => ({ ...each, isSeen: true }))),
  }
}
