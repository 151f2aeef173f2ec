// The app as a whole: pots on this installation, opened, founded, taken in and given out.

import {
  admitEvents,
  createPot as createPotEvent,
  createReplica,
  type AdmitReport,
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
import { noteCopy, openPotSession, type PotSession, type WriteError } from './pot-session.ts'
import type { AppPorts } from './ports.ts'
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
  /** An open pot. Opening it twice gives the same session. */
  readonly open: (pot: PotId) => Promise<Result<PotSession, WriteError>>
  /** Takes the events of one pot, known or new, from a file or another device. */
  readonly receive: (pot: PotId, events: readonly StoredEvent[]) => Promise<Result<AdmitReport, WriteError>>
}

/** Starts the app over its ports. */
export async function createQuits(ports: AppPorts): Promise<Result<Quits, StorageError>> {
  const loaded = await loadIdentity(ports)
  if (!loaded.ok) return loaded
  const identity = loaded.value
  const sessions = new Map<PotId, PotSession>()

  const open: Quits['open'] = async (pot) => {
    const known = sessions.get(pot)
    if (known) return ok(known)
    const opened = await openPotSession(ports, identity, pot)
    const raced = sessions.get(pot)
    if (raced) {
      if (opened.ok) opened.value.close()
      return ok(raced)
    }
    if (opened.ok) sessions.set(pot, opened.value)
    return opened
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

  const receive: Quits['receive'] = async (pot, events) => {
    const session = await open(pot)
    if (session.ok) return session.value.receive(events)
    if (session.error.type !== 'PotUnknown') return session
    // A pot that is new here: what is in order is kept, whoever sent it, and only if its first event is there.
    const replica = createReplica(pot)
    const report = await admitEvents(replica, events)
    if (!replica.events.has(pot as string as EventId)) return ok(report)
    const noted = await noteCopy(ports, identity, report.accepted)
    if (!noted.ok) return noted
    const kept = await ports.storage.logs.append(pot, report.accepted)
    return kept.ok ? ok(report) : kept
  }

  return ok({ ports, identity, pots: () => ports.storage.logs.pots(), createPot, open, receive })
}
