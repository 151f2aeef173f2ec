import { stat } from 'node:fs/promises'
import { createSigner, type EventSigner } from '../crypto/index.ts'
import { ok, type Result } from '../domain/index.ts'
import { createFileKeyStore } from '../storage/file/index.ts'
import { unusable, type CommandError } from './command.ts'

/** The signer of this installation's device; its keys are made and stored the first time, for its owner's eyes alone. */
export async function openDevice(path: string): Promise<Result<EventSigner, CommandError>> {
  const mode = await stat(path).then(
    (found) => found.mode & 0o777,
    () => 0,
  )
  // Windows has no such bits.
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
    return unusable(
      `the device key ${path} can be read by others (mode ${mode.toString(8)}); make it yours alone with chmod 600.`,
    )
  }
  const keys = await createFileKeyStore(path).loadOrCreate()
  if (keys.ok) return ok(createSigner(keys.value.deviceKey))
  if (keys.error.type === 'Corrupt') return unusable(`${path} is no device key of Quits.`)
  return unusable(
    `the device key ${path} cannot be used: ${'detail' in keys.error ? keys.error.detail : keys.error.type}.`,
  )
}
