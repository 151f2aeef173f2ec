// The app as a whole: pots on this installation, opened, founded, taken in and given out.

import {
  createPot as createPotEvent,
  createReplica,
  type AdmitReport,
  type CheckWatch,
  type StoredEvent,
} from '../log/index.ts'
import {
  bytesToHex,
  err,
  isNameText,
  ok,
  potOf,
  type ChainAnchor,
  type Currency,
  type EventId,
  type Hash32,
  type MemberId,
  type PotId,
  type Result,
} from '../domain/index.ts'
import { addMember, claimMember, type ActionError } from './pot-actions.ts'
import { loadIdentity, type Identity } from './identity.ts'
import {
  admitInWatch,
  noteCopy,
  openPotSession,
  type PotSession,
  type TakeOptions,
  type WriteError,
} from './pot-session.ts'
import type { AppPorts } from './ports.ts'
import { glanceOf, type PotGlance } from './snapshot/pot-glance.ts'
import type { PotOutline } from './snapshot/pot-outline.ts'
import { readOutline, readSnapshotHead } from './snapshot/snapshot.ts'
import type { SnapshotHead } from './snapshot/snapshot-parts.ts'
import type { StorageError } from '../storage/index.ts'

/** What it takes to found a pot. */
export interface PotDraft {
  readonly title: string
  readonly currency: Currency
  /** The founder's own name, and the names of the others. */
  readonly you: string
  readonly others: readonly string[]
  readonly chain: ChainAnchor | null
}

/** Pots on this installation. */
export interface Quits {
  readonly ports: AppPorts
  readonly identity: Identity
  readonly pots: () => Promise<Result<readonly PotId[], WriteError>>
  readonly createPot: (
    draft: PotDraft,
  ) => Promise<Result<PotSession, ActionError | { readonly type: 'BadTitle'; readonly title: string }>>
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
    const opened = openPotSession(ports, identity, pot, watchOfAll(watches)).finally(() => openings.delete(pot))
    openings.set(pot, { watches, opened })
    const session = await opened
    if (session.ok) sessions.set(pot, session.value)
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
    return session.ok ? ok(glanceOf(pot, session.value.fold(), identity.signer.device)) : session
  }
  const outline: Quits['outline'] = async (pot) => {
    const head = sessions.has(pot) ? null : await fittingHead(pot)
    const read = head && (await readOutline(ports, pot, head))
    return read && { glance: head.glance, outline: read }
  }

  const createPot: Quits['createPot'] = async ({ title, currency, you, others, chain }) => {
    // The founder's claim needs their account's certificate.
    if (!identity.holdsAccount) return err({ type: 'AccountElsewhere' })
    const clean = title.trim().normalize('NFC')
    if (!isNameText(clean)) return err({ type: 'BadTitle', title })
    const names = [you, ...others].map((name) => name.trim().normalize('NFC'))
    const bad = names.find((name) => !isNameText(name))
    if (bad !== undefined) return err({ type: 'BadName', name: bad })
    const repeated = names.find((name, index) => names.indexOf(name) !== index)
    if (repeated !== undefined) return err({ type: 'NameInUse', name: repeated })
    const salt = bytesToHex(ports.random.bytes(32)) as Hash32
    const genesis = await createPotEvent(identity.signer, { title: clean, salt, currency, chain }, ports)
    if (!genesis.ok) return genesis
    const pot = potOf(genesis.value.event)
    const kept = await ports.storage.logs.appendOwn(pot, [genesis.value])
    if (!kept.ok) return kept
    const session = await open(pot)
    if (!session.ok) return session
    for (const [index, name] of names.entries()) {
      const added = await addMember(session.value, name)
      if (!added.ok) return added
      if (index > 0) continue
      const claimed = await claimMember(session.value, added.value.id as string as MemberId)
      if (!claimed.ok) return claimed
    }
    return session
  }

  const receive: Quits['receive'] = async (pot, events, options) => {
    const session = await open(pot, options?.watch)
    if (session.ok) return session.value.receive(events, options)
    if (session.error.type !== 'PotUnknown') return session
    // A pot that is new here: what is in order is kept, whoever sent it, and only if its first event is there.
    const replica = createReplica(pot)
    const admitted = await admitInWatch(ports, replica, events, options)
    if (!admitted.ok) return admitted
    const report = admitted.value
    if (!replica.events.has(pot as string as EventId)) return ok(report)
    const noted = await noteCopy(ports, identity, report.accepted)
    if (!noted.ok) return noted
    const kept = await ports.storage.logs.append(pot, report.accepted)
    return kept.ok ? ok(report) : kept
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
    progress: async (share) => {
      for (const watch of watches) await watch?.progress(share)
    },
    isCancelled: () => watches.every((watch) => watch?.isCancelled()),
  }
}
