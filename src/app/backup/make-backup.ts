import { sealAgeFile } from '../../crypto/age/index.ts'
import { fold, ok, type PotId, type Result } from '../../domain/index.ts'
import { backupToBytes, type BackupAccess, type PotFile } from '../../formats/index.ts'
import { admitEvents, createReplica, eventsOf } from '../../log/index.ts'
import type { WriteError } from '../pot-session.ts'
import type { Quits } from '../quits.ts'
import { keyRing } from '../sync/key-ring.ts'
import { noteBackup } from './backup-reminder.ts'

/**
 * Everything of this installation but its device key, sealed with a passphrase in the format of age: `quits restore` and the age command open it. What is
 * damaged in the store stands in nothing's way: the backup says what it lacks, and names it when it is looked into.
 */
export async function makeBackup(
  quits: Quits,
  passphrase: string,
  workFactor?: number,
): Promise<Result<Uint8Array, WriteError>> {
  const { ports, identity } = quits
  const checking = ports.verifierFor ? { verifierFor: ports.verifierFor } : {}
  const keys = await ports.storage.keys.loadOrCreate()
  if (!keys.ok) return keys
  const ids = await quits.pots()
  if (!ids.ok) return ids
  const pots: (PotFile & { readonly stored: number })[] = []
  const unusable: { readonly pot: PotId; readonly title: string; readonly events: number }[] = []
  const access: BackupAccess[] = []
  for (const pot of ids.value) {
    const stored = await ports.storage.logs.read(pot)
    if (!stored.ok) return stored
    const log = createReplica(pot)
    await admitEvents(log, stored.value, checking)
    const events = stored.value.length
    // Without its first event nothing of a pot counts.
    if (log.events.size > 0) pots.push({ pot, log, fold: fold(eventsOf(log), []), stored: events })
    else unusable.push({ pot, title: `${pot.slice(0, 8)}…`, events })
    const met = await accessOf(quits, pot)
    if (!met.ok) return met
    if (met.value) access.push(met.value)
  }
  const { account } = keys.value
  const { device } = identity.signer
  const content = backupToBytes({ madeAt: ports.clock.now(), device, account, access, pots, unusable })
  const sealed = await sealAgeFile(content, { type: 'passphrase', passphrase, ...(workFactor && { workFactor }) })
  if (!sealed.ok) throw new Error(`a passphrase was refused: ${sealed.error.type}`)
  // Where nothing more can be stored a backup is needed most: that it was made is then not noted, and the reminder stays.
  await noteBackup(
    quits,
    pots.reduce((sum, { stored }) => sum + stored, 0),
  )
  return ok(sealed.value)
}

/** What opens a pot at its relays, with every key: those in the log are wrapped to this device, which a restored installation is not. */
async function accessOf(quits: Quits, pot: PotId): Promise<Result<BackupAccess | null, WriteError>> {
  const kept = await quits.ports.storage.access.get(pot)
  if (!kept.ok) return kept
  const session = await quits.open(pot)
  if (!session.ok || !kept.value) return ok(kept.value)
  const keys = Array.from(await keyRing(session.value), ([id, key]) => ({ id, key }))
  return ok({ ...kept.value, keys })
}
