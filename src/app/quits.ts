// The app as a whole: pots on this installation, opened, founded, taken in and given out.

import { ok, type PotId, type Result } from '../domain/index.ts'
import type { AdmitReport, CheckWatch, StoredEvent } from '../log/index.ts'
import type { StorageError } from '../storage/index.ts'
import type { FoundError, PotDraft } from './found-pot.ts'
import { loadIdentity, type Identity } from './identity.ts'
import type { PotSession, TakeOptions, WriteError } from './pot-session.ts'
import type { AppPorts } from './ports.ts'
import { glanceOf, type PotGlance } from './snapshot/pot-glance.ts'
import type { PotOutline } from './snapshot/pot-outline.ts'
import { readOutline, readSnapshotHead } from './snapshot/snapshot.ts'
import type { SnapshotHead } from './snapshot/snapshot-parts.ts'

/** The ledger itself is loaded with the first pot that is opened: a list of pots is shown from snapshots without it. */
const ledger = () => import('./ledger.ts')

/** Pots on this installation. */
export interface Quits {
  readonly ports: AppPorts
  readonly identity: Identity
  readonly pots: () => Promise<Result<readonly PotId[], WriteError>>
  readonly createPot: (draft: PotDraft) => Promise<Result<PotSession, FoundError>>
  /** An open pot. Opening it twice gives the same session. It ends early when everybody who waits for it wants that. */
  readonly open: (pot: PotId, watch?: CheckWatch) => Promise<Result<PotSession, WriteError>>
  /** The pot in a few words: of the open session, of a snapshot that fits the store, or else after opening it. */
  readonly glance: (pot: PotId) => Promise<Result<PotGlance, WriteError>>
  /** What can be shown of a pot before it is open: its snapshot, if there is one that fits the store. */
  readonly outline: (pot: PotId) => Promise<{ readonly glance: PotGlance; readonly outline: PotOutline } | null>
  /** Takes the events of one pot, known or new, from a file or another device. */
  readonly receive: (
    pot: PotId,
    events: readonly StoredEvent[],
    options?: TakeOptions,
  ) => Promise<Result<AdmitReport, WriteError>>
}

/** Starts the app over its ports. */
export async function createQuits(ports: AppPorts): Promise<Result<Quits, StorageError>> {
  const loaded = await loadIdentity(ports)
  if (!loaded.ok) return loaded
  const identity = loaded.value
  const sessions = new Map<PotId, PotSession>()
  const openings = new Map<PotId, Opening>()

  const open: Quits['open'] = async (pot, watch) => {
    const known = sessions.get(pot)
    if (known) return ok(known)
    const under = openings.get(pot)
    if (under) {
      under.watches.push(watch)
      return under.opened
    }
    const watches: (CheckWatch | undefined)[] = [watch]
    const opened = openNow(pot, watchOfAll(watches))
    openings.set(pot, { watches, opened })
    return opened
  }
  const openNow = async (pot: PotId, watch: CheckWatch): Promise<Result<PotSession, WriteError>> => {
    const session = await (await ledger()).openPotSession(ports, identity, pot, watch)
    if (session.ok) sessions.set(pot, session.value)
    openings.delete(pot)
    return session
  }

  /** The head of a snapshot of as many events as the store holds: it was neither written to nor taken from since. */
  const fittingHead = async (pot: PotId): Promise<SnapshotHead | null> => {
    const head = await readSnapshotHead(ports, identity, pot)
    if (head === null) return null
    const events = await ports.storage.logs.count(pot)
    return events.ok && events.value === head.events ? head : null
  }
  const glance: Quits['glance'] = async (pot) => {
    const head = sessions.has(pot) ? null : await fittingHead(pot)
    if (head !== null) return ok(head.glance)
    const session = await open(pot)
    return session.ok ? ok(glanceOf(pot, session.value.fold(), identity)) : session
  }
  const outline: Quits['outline'] = async (pot) => {
    const head = sessions.has(pot) ? null : await fittingHead(pot)
    const read = head && (await readOutline(ports, pot, head))
    return read && { glance: head.glance, outline: read }
  }

  const createPot: Quits['createPot'] = async (draft) => (await ledger()).foundPot(ports, identity, draft, open)
  const receive: Quits['receive'] = async (pot, events, options) => {
    const session = await open(pot, options?.watch)
    if (session.ok) return session.value.receive(events, options)
    if (session.error.type !== 'PotUnknown') return session
    return (await ledger()).takeNewPot(ports, identity, pot, events, options)
  }

  return ok({ ports, identity, pots: () => ports.storage.logs.pots(), createPot, open, glance, outline, receive })
}

/** A pot that is being opened, and who waits for it. */
interface Opening {
  readonly watches: (CheckWatch | undefined)[]
  readonly opened: Promise<Result<PotSession, WriteError>>
}

/** Everybody is told; only all of them together end it. */
function watchOfAll(watches: readonly (CheckWatch | undefined)[]): CheckWatch {
  return {
    progress: async (done, of) => {
      for (const watch of watches) await watch?.progress(done, of)
    },
    isCancelled: () => watches.every((watch) => watch?.isCancelled()),
  }
}
