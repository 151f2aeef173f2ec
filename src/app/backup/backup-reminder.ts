import { ok, type Result } from '../../domain/index.ts'
import type { StorageError } from '../../storage/index.ts'
import type { Quits } from '../quits.ts'
import { ownDevices } from '../devices/own-devices.ts'
import type { WriteError } from '../pot-session.ts'

/** Ways in which a person gets their pots and their account back, and whether it is time for a new backup. */
export interface RecoveryState {
  /** Another device of the person that holds or was given the account, the 24 words written down, a backup file. */
  readonly ways: { readonly device: boolean; readonly words: boolean; readonly backup: boolean }
  /** When the last backup was made, in Unix seconds. */
  readonly backupAt: number | null
  /** Events in the pots since the last backup. */
  readonly since: number
  readonly isDue: boolean
}

/** So many events make a change worth a new backup. */
const MEANINGFUL = 20

const BACKUP = 'backup made'
const WORDS = 'words written down'
const LATER = 'backup later'

/** Notes that a backup was saved, of so many events. */
export function noteBackup({ ports }: Quits, events: number): Promise<Result<void, StorageError>> {
  return ports.storage.settings.set(BACKUP, JSON.stringify({ at: ports.clock.now(), events }))
}

/** Notes that the 24 words were written down, as far as the person showed. */
export function noteWords({ ports }: Quits): Promise<Result<void, StorageError>> {
  return ports.storage.settings.set(WORDS, `${ports.clock.now()}`)
}

/** No reminder until as many events have come again. */
export async function remindLater(quits: Quits): Promise<Result<void, StorageError | WriteError>> {
  const events = await countEvents(quits)
  return events.ok ? quits.ports.storage.settings.set(LATER, `${events.value}`) : events
}

/** How things stand. */
export async function recoveryState(quits: Quits): Promise<Result<RecoveryState, StorageError | WriteError>> {
  const { settings } = quits.ports.storage
  const [backup, words, later] = [await settings.get(BACKUP), await settings.get(WORDS), await settings.get(LATER)]
  for (const read of [backup, words, later]) if (!read.ok) return read
  const devices = await ownDevices(quits)
  if (!devices.ok) return devices
  const events = await countEvents(quits)
  if (!events.ok) return events
  const made = backup.ok && backup.value !== null ? (JSON.parse(backup.value) as { at: number; events: number }) : null
  const since = Math.max(0, events.value - (made?.events ?? 0))
  const quietUntil = later.ok && later.value !== null ? Number(later.value) + MEANINGFUL : 0
  const others = devices.value.filter(({ isThis, pots }) => !isThis && pots.some(({ state }) => state === 'speaks'))
  return ok({
    ways: { device: others.length > 0, words: words.ok && words.value !== null, backup: made !== null },
    backupAt: made?.at ?? null,
    since,
    isDue: since >= MEANINGFUL && events.value >= quietUntil,
  })
}

/** Events in all pots. */
async function countEvents({ ports, pots }: Quits): Promise<Result<number, StorageError | WriteError>> {
  const ids = await pots()
  if (!ids.ok) return ids
  let count = 0
  for (const pot of ids.value) {
    const events = await ports.storage.logs.count(pot)
    if (!events.ok) return events
    count += events.value
  }
  return ok(count)
}
