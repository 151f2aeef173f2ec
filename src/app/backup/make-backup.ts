import { sealAgeFile } from '../../crypto/age/index.ts'
import { fold, ok, type Result } from '../../domain/index.ts'
import { backupToBytes, type PotFile } from '../../formats/index.ts'
import { admitEvents, createReplica, eventsOf } from '../../log/index.ts'
import type { WriteError } from '../pot-session.ts'
import type { Quits } from '../quits.ts'

/** Everything of this installation but its device key, sealed with a passphrase in the format of age: `quits restore` and the age command open it. */
export async function makeBackup(
  { ports, identity, pots }: Quits,
  passphrase: string,
  workFactor?: number,
): Promise<Result<Uint8Array, WriteError>> {
  const keys = await ports.storage.keys.loadOrCreate()
  if (!keys.ok) return keys
  const ids = await pots()
  if (!ids.ok) return ids
  const kept: PotFile[] = []
  for (const pot of ids.value) {
    const stored = await ports.storage.logs.read(pot)
    if (!stored.ok) return stored
    const log = createReplica(pot)
    await admitEvents(log, stored.value)
    kept.push({ pot, log, fold: fold(eventsOf(log), []) })
  }
  const { account } = keys.value
  const { device } = identity.signer
  const content = backupToBytes({ madeAt: ports.clock.now(), device, account, access: [], pots: kept })
  const sealed = await sealAgeFile(content, { type: 'passphrase', passphrase, ...(workFactor && { workFactor }) })
  if (!sealed.ok) throw new Error(`a passphrase was refused: ${sealed.error.type}`)
  return ok(sealed.value)
}
