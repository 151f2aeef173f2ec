// A pot's route while it is being synced: what comes from relays goes into the store and the log, what the log has goes to relays.

import { ok, sealingKey, type EventId, type Result } from '../../domain/index.ts'
import type { Clock, Refusal } from '../../log/index.ts'
import type { PotAccess } from '../../storage/index.ts'
import { findTwoViews, routeOf, toldHeadOf, verifyEnvelope, type Envelope, type KnownRelay } from '../../sync/index.ts'
import { isCopied, markCopied } from '../copied-device.ts'
import type { PotSession, WriteError } from '../pot-session.ts'
import type { Quits } from '../quits.ts'
import type { ToldHeads } from './meet-neighbours.ts'
import { createEnvelopeReader } from './envelope-reader.ts'
import { keyRing, needsKey, rotateKey, shareKeys, type PotKeyError } from './pot-keys.ts'
import type { PotSyncStatus, SyncFault } from './pot-sync-status.ts'
import { publishEvents } from './publish-events.ts'
import { startRelayLine, type RelayLine, type RelayNews } from './relay-line.ts'
import type { BookedEnvelope, RouteBook } from './route-book.ts'
import { jitterOf, type RelayPorts } from './sync-ports.ts'

/** What syncing a route needs from outside. */
export interface RouteSyncPorts extends RelayPorts {
  readonly clock: Clock
}

/** A route that is being synced. */
export interface RouteSync extends ToldHeads {
  readonly status: () => PotSyncStatus
  readonly hurry: () => void
  /** A person has seen what was found so far. */
  readonly dismiss: () => void
  /** Resolves when a relay has been read to its end, or none can be reached. */
  readonly looked: Promise<void>
  readonly end: () => void
  /** Resolves when it was ended, or cannot go on before it is opened anew. */
  readonly ended: Promise<void>
}

/** How long others get to publish what they wrote themselves, or to pass keys on, before this device does. */
const OTHERS_FIRST_MS = 3000
/** Refused events that are told. */
const TOLD_REFUSALS = 20

/** Syncs a route until it is ended. */
export function syncRoute(
  quits: Quits,
  access: PotAccess,
  book: RouteBook,
  unplaced: readonly Envelope[],
  ports: RouteSyncPorts,
  tell: () => void,
): RouteSync {
  const { pot } = access
  const { identity } = quits
  const route = routeOf(pot, access.salt)
  const end = Promise.withResolvers<void>()
  const looked = Promise.withResolvers<void>()
  const wasRead = new Set<RelayLine>()
  let isEnding = false
  let session: PotSession | null = null
  const listening: (() => void)[] = []
  const lines: RelayLine[] = []
  let refused: readonly Refusal[] = []
  let [fault, lacksKey, unheld]: [SyncFault | null, EventId | null, number] = [null, null, 0]
  let turn: Promise<unknown> = Promise.resolve()

  const reader = createEnvelopeReader(identity, access, {
    log: () => session?.log() ?? null,
    receive: async (events) => {
      const report = await quits.receive(pot, events)
      if (report.ok && session === null) await findSession()
      return report
    },
  })

  /** One change at a time; nothing new is begun at the end. */
  const inTurn = <T>(work: () => Promise<T>, otherwise: T): Promise<T> => {
    const next = turn.then(() => (isEnding ? otherwise : work()))
    turn = next.catch(() => undefined)
    return next
  }
  const stop = (): void => {
    isEnding = true
    end.resolve()
  }
  const failed = (error: SyncFault): void => {
    fault = error
    tell()
  }

  const findSession = async (): Promise<void> => {
    const opened = await quits.open(pot)
    if (!opened.ok) return opened.error.type === 'PotUnknown' ? undefined : failed(opened.error)
    session = opened.value
    listening.push(session.subscribe(changed))
  }

  /** Takes new envelopes, and those that could not be read before, into the log and the store. */
  const place = async (fresh: readonly Envelope[], news?: RelayNews): Promise<Result<void, WriteError>> => {
    const read = await reader.place(fresh)
    if (!read.ok) return read
    const { placed } = read.value
    if (read.value.refused.length > 0) refused = [...refused, ...read.value.refused].slice(-TOLD_REFUSALS)
    const ids = new Set(placed.map(({ envelope }) => envelope.id))
    const rest = fresh.filter(({ id }) => !ids.has(id)).map((envelope): BookedEnvelope => ({ envelope, event: null }))
    const booked = [...placed, ...rest].sort((a, b) => a.envelope.sequence - b.envelope.sequence)
    if (booked.length === 0 && news === undefined) return ok(undefined)
    const step = news && {
      relay: news.relay,
      known: news.known,
      holds: news.envelopes.map(({ id }) => id),
      startsOver: news.startsOver,
    }
    const kept = await book.keep(booked, step)
    if (kept.ok) reader.settle(placed)
    return kept
  }

  const take = (news: RelayNews): Promise<boolean> =>
    inTurn(async () => {
      const unknown = news.envelopes.filter(({ id }) => !book.has(id))
      const verdicts = await Promise.all(unknown.map((envelope) => verifyEnvelope(envelope)))
      const fresh = unknown.filter((_, index) => verdicts[index])
      const forged = unknown.length - fresh.length
      if (forged > 0) lineOf(news.relay)?.note({ type: 'RelayForged', envelopes: forged })
      // What this device has sent is in its book before it is sent: an envelope of its own that is not was sent by a copy of it.
      const isCopy = fresh.some(({ device }) => device === identity.signer.device)
      const marked = isCopy ? await markCopied(quits.ports, identity) : ok(undefined)
      const kept = marked.ok ? await place(fresh, news) : marked
      if (!kept.ok) {
        failed(kept.error)
        return false
      }
      fault = null
      for (const line of lines) if (line.relay !== news.relay) for (const envelope of fresh) line.put(envelope)
      tell()
      return true
    }, false)

  const knownRelays = (): readonly { readonly relay: string; readonly known: KnownRelay }[] =>
    lines.flatMap(({ relay }) => {
      const known = book.knownOf(relay)
      return known === null ? [] : [{ relay, known }]
    })
  const lineOf = (relay: string): RelayLine | undefined => lines.find((line) => line.relay === relay)
  const isRead = (): boolean => lines.some((line) => line.state().status.isRead)

  /** The key to seal with; a new one where none may be used. */
  const keyToSeal = async (of: PotSession): Promise<Result<{ id: EventId; bytes: Uint8Array } | null, PotKeyError>> => {
    if (needsKey(of)) {
      if (!of.fold().open.devices.has(identity.signer.device)) return ok(null)
      const rotated = await rotateKey(of)
      if (!rotated.ok) return rotated
    }
    reader.learn(await keyRing(of))
    const id = sealingKey(of.fold().open)
    const bytes = id === null ? undefined : reader.keyOf(id)
    lacksKey = bytes === undefined ? id : null
    return ok(id === null || bytes === undefined ? null : { id, bytes })
  }

  /** Puts what no envelope holds into envelopes: this device's own events, or with others' too. */
  const publish = async (withOthers: boolean): Promise<Result<void, SyncFault>> => {
    if (session === null) return ok(undefined)
    const missing = (): readonly Parameters<typeof publishEvents>[1][number][] =>
      [...(session?.log().events.values() ?? [])].filter(({ event }) => !book.holdsEvent(event.id))
    unheld = missing().length
    const isOwn = ({ event }: { readonly event: { readonly device: string } }): boolean =>
      event.device === identity.signer.device
    if (unheld === 0 || !isRead() || (await isCopied(session.ports, identity))) return ok(undefined)
    if (!withOthers && !missing().every(isOwn)) publishOthersLater()
    if (!withOthers && !missing().some(isOwn)) return ok(undefined)
    const key = await keyToSeal(session)
    if (!key.ok) return key
    if (key.value === null) return ok(undefined)
    const due = withOthers ? missing() : missing().filter(isOwn)
    const published = await publishEvents(
      { identity, book, route, opening: reader.opening, random: ports.random },
      due,
      key.value,
      (envelopes) => {
        for (const line of lines) for (const envelope of envelopes) line.put(envelope)
      },
    )
    unheld = missing().length
    return published
  }
  const publishInTurn = (withOthers: boolean): Promise<void> =>
    inTurn(async () => {
      const published = await publish(withOthers)
      if (published.ok) return tell()
      failed(published.error)
      // Somebody else wrote to this device's chain, or the store fails: what is kept is opened anew.
      stop()
    }, undefined)

  let isLater = false
  const publishOthersLater = (): void => {
    if (isLater) return
    isLater = true
    void ports.wait(OTHERS_FIRST_MS * (1 + jitterOf(ports.random))).then(() => {
      isLater = false
      return publishInTurn(true)
    })
  }

  let sharing = false
  /** Passes keys on to devices that lack them: at once when this device made the key, otherwise a while later, if nobody else has. */
  const share = (): void => {
    const { open } = session?.fold() ?? {}
    const id = open === undefined ? null : sealingKey(open)
    if (session === null || open === undefined || id === null || sharing) return
    const lacking = [...open.devices.values()].filter(
      ({ id: device, sealing }) =>
        sealing !== null && !open.revoked.has(device) && !open.keys.get(id)?.wraps.has(device),
    )
    if (lacking.length === 0 || !open.devices.has(identity.signer.device)) return
    const isMine = open.keys.get(id)?.event.device === identity.signer.device
    const of = session
    sharing = true
    void (async () => {
      if (!isMine) await ports.wait(OTHERS_FIRST_MS * (1 + jitterOf(ports.random)))
      await inTurn(async () => void (isRead() && (await shareKeys(of))), undefined)
      sharing = false
    })()
  }

  let keyCount = -1
  /** The log has changed, by whatever way. */
  const look = async (): Promise<void> => {
    if (session === null) return
    const keys = [...session.fold().open.keys.values()].reduce((sum, { wraps }) => sum + wraps.size, 0)
    if (keys !== keyCount) reader.learn(await keyRing(session))
    keyCount = keys
    if (reader.unreadable() + reader.waiting() > 0) {
      const placed = await place([])
      if (!placed.ok) return failed(placed.error)
    }
    share()
  }
  let isChanging = false
  const changed = (): void => {
    if (isChanging) return
    isChanging = true
    void inTurn(async () => {
      isChanging = false
      await look()
    }, undefined).then(() => publishInTurn(false))
  }

  const onLine = (line: RelayLine): void => {
    const { status } = line.state()
    if (status.isRead && !wasRead.has(line)) {
      wasRead.add(line)
      looked.resolve()
      void publishInTurn(true).then(share)
    } else if (!status.isRead && status.connection !== 'online') {
      wasRead.delete(line)
      // Nobody can be asked: that is no reason to keep a person from writing.
      if (lines.length === access.relays.length && lines.every(isAway)) looked.resolve()
    }
    tell()
  }

  const begin = async (): Promise<void> => {
    await findSession()
    const placed = await inTurn(() => place(unplaced), ok(undefined))
    if (!placed.ok) return failed(placed.error)
    // In one turn: what the first brings goes to the others as well.
    await inTurn(async () => {
      for (const relay of access.relays) {
        const line = await startRelayLine(relay, { ...ports, book, route, take, onChange: onLine })
        if (!line.ok) return failed(line.error)
        lines.push(line.value)
      }
    }, undefined)
    changed()
  }
  const ended = (async () => {
    await begin()
    if (fault !== null) stop()
    await end.promise
    for (const stopListening of listening) stopListening()
    looked.resolve()
    await Promise.all(lines.map((line) => line.close()))
    await turn
  })()

  return {
    status: () => {
      const relays = lines.map((line) => line.state())
      const outboxes = relays.map(({ status }) => status.toSend)
      return {
        where: isEnding ? 'closed' : 'here',
        relays,
        toSend: unheld + (outboxes.length === 0 ? 0 : Math.min(...outboxes)),
        unreadable: reader.unreadable(),
        waiting: reader.waiting(),
        refused,
        authors: book.authors(),
        lacksKey,
        fault,
      }
    },
    hurry: () => {
      for (const line of lines) line.hurry()
      void publishInTurn(true)
    },
    dismiss: () => {
      refused = []
      for (const line of lines) line.dismiss()
    },
    told: () => knownRelays().flatMap(({ known }) => toldHeadOf(known) ?? []),
    holdAgainst: async (heads) => {
      const ours = knownRelays()
      const views = await findTwoViews(
        ours.map(({ known }) => known),
        heads,
      )
      for (const view of views) lineOf(ours.find(({ known }) => known.key === view.relay)?.relay ?? '')?.note(view)
    },
    looked: looked.promise,
    end: stop,
    ended,
  }
}

function isAway(line: RelayLine): boolean {
  return line.state().status.connection === 'waiting'
}
