import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import {
  claimMember,
  confirmClaim,
  createQuits,
  type AppPorts,
  type PotSession,
  type Quits,
} from '../../../src/app/index.ts'
import { createProcessLocks } from '../../../src/app/sync/hold-lock.ts'
import { keyRing } from '../../../src/app/sync/key-ring.ts'
import { setPotRelays } from '../../../src/app/sync/pot-relays.ts'
import { startPotSync, type PotSync, type PotSyncPorts } from '../../../src/app/sync/pot-sync.ts'
import type { PotSyncStatus } from '../../../src/app/sync/pot-sync-status.ts'
import type { PendingTransaction } from '../../../src/chain/index.ts'
import { systemRandom } from '../../../src/crypto/index.ts'
import { err, type EventId, type PotId } from '../../../src/domain/index.ts'
import { createFileKeyStore } from '../../../src/storage/file/index.ts'
import { createMemoryStorage, type PotAccess, type Storage } from '../../../src/storage/index.ts'
import { createSqliteStorage } from '../../../src/storage/sqlite/index.ts'
import { temporaryFolder } from '../../relay/test-relay.ts'
import { memberNamed, must } from '../people.ts'
import { relayPorts, until } from './relay-ports.ts'

/** The ports of an installation whose storage this is. */
export const portsOver = (storage: AppPorts['storage']): AppPorts => ({
  storage,
  clock: { now: () => 1_780_000_000 },
  random: systemRandom,
  connect: async () => err({ type: 'Disconnected', endpoint: '', detail: 'no chain in this test' }),
  wallets: async () => [],
  knownCode: [],
})

/** An installation over a storage: started, stopped and started again over the same one. */
export const startInstallation = async (
  storage: AppPorts['storage'] = createMemoryStorage<PendingTransaction>(),
): Promise<Quits> => must(await createQuits(portsOver(storage)))

/** A pot that an installation keeps in step, until the test is over. */
export interface SyncedPot {
  readonly quits: Quits
  readonly sync: PotSync
  readonly session: () => Promise<PotSession>
  readonly until: (holds: (status: PotSyncStatus) => boolean) => Promise<void>
}

/** Keeps a pot in step. */
export const follow = (quits: Quits, access: PotAccess, ports: Partial<PotSyncPorts> = {}): SyncedPot => {
  const clock = { now: () => 1_780_000_000 }
  const sync = startPotSync(quits, access, { ...relayPorts, clock, hold: createProcessLocks(), ...ports })
  onTestFinished(() => sync.close())
  return {
    quits,
    sync,
    session: async () => must(await quits.open(access.pot)),
    until: (holds) => until(() => holds(sync.status()), sync.subscribe, sync.status),
  }
}

/** Founds a pot with these people; the first is who founds it. */
export const found = async (quits: Quits, ...names: readonly string[]): Promise<PotSession> => {
  const [you = 'Alice', ...others] = names
  const currency = { code: 'EUR', digits: 2 }
  return must(await quits.createPot({ title: 'Lisbon', currency, you, others, chain: null }))
}

/** Chooses relays for a pot and keeps it in step. */
export const share = async (
  quits: Quits,
  session: PotSession,
  relays: readonly string[],
  ports?: Partial<PotSyncPorts>,
): Promise<SyncedPot> => follow(quits, must(await setPotRelays(session, relays)), ports)

/** What somebody who is let in is given: what a member's device has. */
export const accessFor = async (session: PotSession, relays: readonly string[]): Promise<PotAccess> => ({
  pot: session.id,
  salt: session.fold().open.genesis.salt,
  relays,
  keys: [...(await keyRing(session))].map(([id, key]) => ({ id, key })),
  head: null,
  claim: null,
})

/** Lets an installation in and waits until the pot is there. */
export const letIn = async (
  quits: Quits,
  from: PotSession,
  relays: readonly string[],
  ports?: Partial<PotSyncPorts>,
): Promise<SyncedPot> => {
  const access = await accessFor(from, relays)
  must(await quits.ports.storage.access.set(access))
  const joined = follow(quits, access, ports)
  await untilEvents(joined, from.id, from.log().events.keys())
  return joined
}

/** Resolves when the installation's log has these events. */
export const untilEvents = async ({ quits, sync }: SyncedPot, pot: PotId, events: Iterable<EventId>): Promise<void> => {
  const wanted = [...events]
  const missing = (): readonly EventId[] => wanted.filter((id) => !session?.log().events.has(id))
  const opened = async (): Promise<PotSession | null> => {
    const session = await quits.open(pot)
    return session.ok ? session.value : null
  }
  let session = await opened()
  await until(
    () => missing().length === 0,
    (listener) => {
      const stops = session === null ? [] : [session.subscribe(listener)]
      const look = async (): Promise<void> => {
        if (session !== null) return
        session = await opened()
        if (session !== null) stops.push(session.subscribe(listener))
        listener()
      }
      stops.push(sync.subscribe(() => void look()))
      return () => {
        for (const stop of stops) stop()
      }
    },
    () => ({ status: sync.status(), missing: missing() }),
  )
}

/** Whether everything is read and sent. */
export const isIdle = ({ sync }: SyncedPot): boolean => {
  const { toSend, relays } = sync.status()
  return toSend === 0 && relays.length > 0 && relays.every(({ status }) => status.isRead && status.toSend === 0)
}
/** Resolves when everything is read and sent. */
export const idle = (pot: SyncedPot): Promise<void> => pot.until(() => isIdle(pot))

/** Resolves when all hold the same events. */
export const equal = async (...pots: readonly SyncedPot[]): Promise<readonly PotSession[]> => {
  const sessions = await Promise.all(pots.map((pot) => pot.session()))
  const ids = (session: PotSession): readonly string[] => [...session.log().events.keys()].sort()
  const isEqual = (): boolean => new Set(sessions.map((session) => ids(session).join())).size === 1
  await new Promise<void>((resolve, reject) => {
    const stops: (() => void)[] = []
    const alarm = setTimeout(
      () =>
        reject(
          new Error(
            JSON.stringify(pots.map(({ sync }, i) => ({ events: sessions[i]?.log().events.size, ...sync.status() }))),
          ),
        ),
      20_000,
    )
    const look = (): void => {
      const isRead = ({ sync }: SyncedPot): boolean => sync.status().unreadable + sync.status().waiting === 0
      if (!isEqual() || !pots.every(isIdle) || !pots.every(isRead)) return
      clearTimeout(alarm)
      for (const stop of stops) stop()
      resolve()
    }
    for (const session of sessions) stops.push(session.subscribe(look))
    for (const { sync } of pots) stops.push(sync.subscribe(look))
    look()
  })
  return sessions
}

/** A storage that is gone with the process. */
export const memory = (): Storage<PendingTransaction> => createMemoryStorage<PendingTransaction>()
/** A storage in a file, opened any number of times. */
export const sqlite = (): (() => Storage<PendingTransaction>) => {
  const folder = temporaryFolder()
  return () =>
    createSqliteStorage<PendingTransaction>({
      path: join(folder, 'quits.db'),
      keys: createFileKeyStore(join(folder, 'keys.json')),
    })
}

/** Alice and Bob in a pot that both speak in, on these relays. */
export const aliceAndBob = async (
  hers: readonly string[],
  his = hers,
  storages = [memory(), memory()] as const,
): Promise<readonly [SyncedPot, SyncedPot]> => {
  const [alice, bob] = [await startInstallation(storages[0]), await startInstallation(storages[1])]
  const session = await found(alice, 'Alice', 'Bob')
  const sharing = await share(alice, session, hers)
  await idle(sharing)
  const joined = await letIn(bob, session, his)
  const theirs = await joined.session()
  const claim = must(await claimMember(theirs, memberNamed(theirs, 'Bob')))
  await untilEvents(sharing, session.id, theirs.log().events.keys())
  must(await confirmClaim(session, claim.id))
  await equal(sharing, joined)
  return [sharing, joined]
}
