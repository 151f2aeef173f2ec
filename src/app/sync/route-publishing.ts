// Out: what the log has and no envelope holds is sealed, kept, and put on every line; one's own at once, what others wrote a while later, if they do not.

import { ok, sealingKey, type EventId, type Result } from '../../domain/index.ts'
import type { SignedEvent } from '../../log/index.ts'
import type { PotKey } from '../../crypto/index.ts'
import { isCopied } from '../copied-device.ts'
import type { PotSession } from '../pot-session.ts'
import { keyRing } from './key-ring.ts'
import { needsKey, rotateKey, type PotKeyError } from './pot-keys.ts'
import type { SyncFault } from './pot-sync-status.ts'
import { publishEvents } from './publish-events.ts'
import { isRead, OTHERS_FIRST_MS, type RouteWork } from './route-work.ts'
import { jitterOf } from './sync-ports.ts'

/** The way out. */
export interface RoutePublishing {
  /** Publishes what this device wrote, or what others wrote as well. */
  readonly publish: (withOthers: boolean) => Promise<void>
  /** Events that no envelope holds. */
  readonly unheld: () => number
  /** The key with which this device would have to seal, and has no copy of. */
  readonly lacksKey: () => EventId | null
}

/** The way out of a route. */
export function createPublishing(work: RouteWork): RoutePublishing {
  const { quits, ports, route, book, reader, turns, session, lines, failed, tell } = work
  const { identity } = quits
  let [lacksKey, unheld]: [EventId | null, number] = [null, 0]

  /** The key to seal with; a new one where none may be used. */
  const keyToSeal = async (of: PotSession): Promise<Result<PotKey | null, PotKeyError>> => {
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
  const isOwn = ({ event }: SignedEvent): boolean => event.device === identity.signer.device
  const missing = (): readonly SignedEvent[] =>
    [...(session()?.log().events.values() ?? [])].filter(({ event }) => !book.holdsEvent(event.id))

  const publishNow = async (of: PotSession, withOthers: boolean): Promise<Result<void, SyncFault>> => {
    unheld = missing().length
    if (unheld === 0 || !isRead(work) || (await isCopied(of.ports, identity))) return ok(undefined)
    if (!withOthers && !missing().every(isOwn)) publishOthersLater()
    if (!withOthers && !missing().some(isOwn)) return ok(undefined)
    const key = await keyToSeal(of)
    if (!key.ok) return key
    if (key.value === null) return ok(undefined)
    const due = withOthers ? missing() : missing().filter(isOwn)
    const sealing = { identity, book, route, opening: reader.opening, random: ports.random }
    const published = await publishEvents(sealing, due, key.value, (envelopes) => {
      for (const line of lines()) for (const envelope of envelopes) line.put(envelope)
    })
    unheld = missing().length
    return published
  }
  const publish = (withOthers: boolean): Promise<void> =>
    turns.take(async () => {
      const of = session()
      const published = of === null ? ok(undefined) : await publishNow(of, withOthers)
      if (published.ok) return tell()
      failed(published.error)
      // Somebody else wrote to this device's chain, or the store fails: what is kept is opened anew.
      turns.end()
    }, undefined)

  let isLater = false
  const publishOthersLater = (): void => {
    if (isLater) return
    isLater = true
    void ports.wait(OTHERS_FIRST_MS * (1 + jitterOf(ports.random))).then(() => {
      isLater = false
      return publish(true)
    })
  }
  return { publish, unheld: () => unheld, lacksKey: () => lacksKey }
}
