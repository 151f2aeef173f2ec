import { randomBytes } from 'node:crypto'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { createSealingKey, createSeedDeviceKey, createSigner, SEED_BYTES, systemRandom } from '../crypto/index.ts'
import { ok, type DeviceId, type PotId, type Result } from '../domain/index.ts'
import { potFileToText, type Backup } from '../formats/index.ts'
import { createFileKeyStore } from '../storage/file/index.ts'
import { unusable, type CommandError } from './command.ts'
import { describeFileFault } from './file-fault.ts'
import { joinAsDevice, type Joined } from './join-as-device.ts'
import { rememberWritten } from './last-written.ts'

/** What was restored. */
export interface Restored {
  /** The new device; null where the account is lost. */
  readonly device: DeviceId | null
  readonly pots: readonly {
    readonly pot: PotId
    readonly file: string
    readonly title: string
    readonly events: number
    /** The member for whom the new device speaks. */
    readonly member: string | null
  }[]
}

/** Writes a backup as a directory with a device of its own. It is made beside and moved into place: whole or not at all, and over nothing that is there. */
export async function writeRestored(backup: Backup, target: string): Promise<Result<Restored, CommandError>> {
  const draft = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.tmp`)
  try {
    await mkdir(draft, { mode: 0o700 })
    const restored = await fill(draft, backup)
    // Takes the place of nothing or of an empty directory; the file system refuses any other.
    if (restored.ok) await rename(draft, target)
    return restored
  } catch (error) {
    return unusable(describeFileFault(target, error))
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}

async function fill(directory: string, { accountSeed, pots }: Backup): Promise<Result<Restored, CommandError>> {
  const keysPath = join(directory, 'device.json')
  const deviceKey = createSeedDeviceKey(systemRandom)
  const signer = createSigner(deviceKey)
  const sealingSecret = systemRandom.bytes(SEED_BYTES)
  const { sealing } = createSealingKey(sealingSecret)
  if (accountSeed) {
    const account = { kind: 'seed', seed: accountSeed } as const
    const kept = await createFileKeyStore(keysPath).replace({ deviceKey, sealingSecret, account })
    if (!kept.ok) return unusable(`the key of the new device could not be written: ${kept.error.type}.`)
  }
  const restored: Restored['pots'][number][] = []
  for (const each of pots) {
    const joined = accountSeed
      ? await joinAsDevice(each, { signer, sealing }, accountSeed)
      : ok({ file: each, member: null })
    // A device that is in no pot yet can always write: what fails is ours.
    if (!joined.ok) throw new Error(`a new device cannot write: ${joined.error.type}`)
    const file = await writePot(directory, joined.value)
    await rememberWritten(keysPath, joined.value.file.log, signer.device)
    restored.push(file)
  }
  return ok({ device: accountSeed && signer.device, pots: restored })
}

async function writePot(
  directory: string,
  { file: { pot, log, fold }, member }: Joined,
): Promise<Restored['pots'][number]> {
  const { title } = fold.open.genesis
  const name = `${fileNameOf(title)}-${pot.slice(0, 16)}.json`
  const file = await open(join(directory, name), 'wx', 0o600)
  try {
    await file.writeFile(potFileToText(pot, log.events.values()))
    await file.sync()
  } finally {
    await file.close()
  }
  return { pot, file: name, title, events: log.events.size, member }
}

/** What of a title can be in the name of a file anywhere. */
function fileNameOf(title: string): string {
  const plain = title
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{Mark}/gu, '')
  return (
    plain
      .replaceAll(/[^a-z0-9]+/gu, '-')
      .replaceAll(/^-|-$/gu, '')
      .slice(0, 40) || 'pot'
  )
}
