// A pot's line to one relay: the client, and what a person may want to know of how it goes.

import { ok, type Result } from '../../domain/index.ts'
import type { Clock } from '../../log/index.ts'
import type { StorageError, Warned } from '../../storage/index.ts'
import {
  createKnownRelay,
  startRelayClient,
  type Envelope,
  type KnownRelay,
  type RefusalReason,
  type RouteId,
} from '../../sync/index.ts'
import { isRefusal, nameOfWarning, toldOfRelay, type LineWarning } from './line-warning.ts'
import type { RelaySync, SyncFinding } from './pot-sync-status.ts'
import type { RouteBook } from './route-book.ts'
import { jitterOf, type RelayPorts } from './sync-ports.ts'
import { createWarningList } from './warning-list.ts'
import { watchWithheld } from './withheld.ts'

/** What came from a relay: new envelopes, and what is known of the relay with them. */
export interface RelayNews {
  readonly relay: string
  readonly envelopes: readonly Envelope[]
  readonly known: KnownRelay
  /** It began anew: what it had shown to hold no longer stands. */
  readonly startsOver: boolean
  /** What is held against it by now and not kept yet. */
  readonly warned: () => readonly Warned[]
}

/** What a line works with. */
export interface RelayLinePorts extends RelayPorts {
  readonly clock: Clock
  readonly book: RouteBook
  readonly route: RouteId
  /** Keeps what came; false when it could not be kept. */
  readonly take: (news: RelayNews) => Promise<boolean>
  readonly onChange: (line: RelayLine) => void
}

/** A line to a relay. */
export interface RelayLine {
  readonly relay: string
  readonly state: () => RelaySync
  readonly put: (envelope: Envelope) => void
  readonly note: (finding: SyncFinding) => void
  /** A person has seen the findings. */
  readonly dismiss: () => void
  readonly hurry: () => void
  readonly close: () => Promise<void>
}

/** Reasons that pass by themselves. */
const PASSING: ReadonlySet<RefusalReason> = new Set(['RateLimited', 'Unavailable', 'Gap', 'NotSubscribed'])

/** Opens a line, with everything that the relay has not signed for on its way. Of the book's envelopes each goes to each relay. */
export async function startRelayLine(relay: string, ports: RelayLinePorts): Promise<Result<RelayLine, StorageError>> {
  const { book, route, clock, random } = ports
  // Whoever was let in by a made-up answer had another route before: nothing of that holds here.
  const before = book.knownOf(relay)
  const known = before?.route === route ? before : createKnownRelay(route, before?.key ?? null)
  const kept = await book.all()
  if (!kept.ok) return kept
  const unsigned = new Set(known.unsigned.map(({ id }) => id))
  const outbox = kept.value.filter(
    (each) => each.route === route && (!book.isAt(relay, each.id) || unsigned.has(each.id)),
  )
  const warnings = createWarningList<LineWarning>(book, relay, nameOfWarning)
  let readAt: number | null = null
  let startsOver = false

  const note = (finding: SyncFinding): void => {
    warnings.add(finding)
    if (finding.type === 'RelayStartedOver' && finding.reason !== 'Pruned') startsOver = true
    changed()
  }
  const withheld = watchWithheld(
    () => client.status(),
    ports.wait,
    (envelopes) => note({ type: 'RelayWithholds', envelopes }),
  )
  const client = startRelayClient(known, outbox, {
    open: () => ports.open(relay, route),
    keep: async (envelopes, now) => {
      if (envelopes.length > 0) withheld.moved()
      const news = { relay, envelopes, known: now, startsOver, warned: warnings.unkept }
      const isKept = await warnings.during(() => ports.take(news))
      if (isKept) startsOver = false
      return isKept
    },
    kept: async () => {
      const all = await book.all()
      return all.ok ? all.value : []
    },
    wait: ports.wait,
    jitter: () => jitterOf(random),
    onFinding: note,
    onRefused: (refusal) => {
      if (!PASSING.has(refusal.reason)) warnings.add({ ...refusal, type: 'RelayRefused' })
      changed()
    },
    onStored: () => warnings.drop(isRefusal),
    onStatus: ({ connection, isRead }) => {
      if (isRead) {
        readAt = clock.now()
        warnings.drop(({ type }) => type === 'RelayWithholds')
      }
      if (connection !== 'online') withheld.moved()
      // Only the relay that was known before comes so far: another one answered in its place for a while.
      if (connection === 'online') warnings.drop(({ type }) => type === 'RelayKeyChanged')
      // Told after this call: neither line nor client is there yet when the client first says something.
      queueMicrotask(() => withheld.look())
      changed()
    },
  })
  const line: RelayLine = {
    relay,
    state: () => ({ relay, status: client.status(), readAt, ...toldOfRelay(warnings.all()) }),
    put: (envelope) => {
      if (book.isRooted(envelope.id) && !book.isAt(relay, envelope.id)) client.put(envelope)
    },
    note,
    dismiss: () => {
      warnings.drop(() => true)
      changed()
    },
    hurry: client.hurry,
    close: client.close,
  }
  function changed(): void {
    queueMicrotask(() => ports.onChange(line))
  }
  return ok(line)
}
