import { chmod, link, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type Random, seedDeviceKey, systemRandom } from '../../crypto/index.ts'
import { bytesToHex, err, hexToBytes, isHex, ok, type Hex, type Result } from '../../domain/index.ts'
import { createSeedKeys } from '../installation-keys.ts'
import type { DeviceLink, InstallationKeys, KeyStore } from '../key-store.ts'
import { olderKeysToKeys } from '../older-keys.ts'
import { StorageFailure, type StorageError } from '../storage-error.ts'
import { draftOf, removeAbandonedDrafts } from './abandoned-drafts.ts'

/** Keys in a file of their own that only its owner may read (mode 0600). It is written beside and moved into place: never half a file. */
export function createFileKeyStore(path: string, random: Random = systemRandom): KeyStore {
  const write = async (keys: InstallationKeys, place: (draft: string) => Promise<void>): Promise<void> => {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    const draft = draftOf(path, random)
    try {
      const file = await open(draft, 'wx', 0o600)
      try {
        await file.writeFile(keysToText(keys))
        await file.sync()
      } finally {
        await file.close()
      }
      await chmod(draft, 0o600) // the process's mask may have taken more away than wanted, never less
      await place(draft)
    } finally {
      await rm(draft, { force: true })
    }
  }
  const load = async (): Promise<InstallationKeys | null> => {
    const text = await readFile(path, 'utf8').catch((cause: unknown) => {
      if (codeOf(cause) === 'ENOENT') return null
      throw cause
    })
    return text === null ? null : textToKeys(text)
  }
  return {
    load: () => attempt(load),
    loadOrCreate: () =>
      attempt(async () => {
        await removeAbandonedDrafts(path)
        const stored = await load()
        if (stored !== null) return stored
        const created = await createSeedKeys(random)
        // A link fails where a file is already: of two processes the first one's keys stand.
        await write(created, (draft) => link(draft, path)).catch((cause: unknown) => {
          if (codeOf(cause) !== 'EEXIST') throw cause
        })
        return (await load()) ?? created
      }),
    replace: (keys) => attempt(() => write(keys, (draft) => rename(draft, path))),
  }
}

function keysToText({ deviceKey, sealingSecret, account, links = [] }: InstallationKeys): string {
  if (deviceKey.kind !== 'seed') throw new TypeError('A key that the platform keeps cannot be written to a file')
  const text = {
    quits: 'keys/v2',
    deviceSeed: bytesToHex(deviceKey.seed),
    sealingSecret: bytesToHex(sealingSecret),
    ...(account.kind === 'seed' ? { accountSeed: bytesToHex(account.seed) } : { account: account.account }),
    ...(links.length > 0 && { links }),
  }
  return `${JSON.stringify(text, null, 2)}\n`
}

function textToKeys(text: string): InstallationKeys {
  const corrupt = new StorageFailure({ type: 'Corrupt', detail: 'not a key file' })
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    throw corrupt
  }
  const fields = (parsed ?? {}) as Readonly<Record<string, unknown>>
  const { quits, deviceSeed, sealingSecret, accountSeed, account, links } = fields
  if (!isHex(deviceSeed, 32)) throw corrupt
  const deviceKey = seedDeviceKey(hexToBytes(deviceSeed))
  if (quits === 'keys/v1' && isHex(accountSeed, 32))
    return olderKeysToKeys({ deviceKey, accountSeed: hexToBytes(accountSeed) })
  if (quits !== 'keys/v2' || !isHex(sealingSecret, 32)) throw corrupt
  if (links !== undefined && !(Array.isArray(links) && links.every(isLink))) throw corrupt
  const own = { deviceKey, sealingSecret: hexToBytes(sealingSecret), ...(links && { links }) }
  if (isHex(accountSeed, 32)) return { ...own, account: { kind: 'seed', seed: hexToBytes(accountSeed) } }
  if (isHex(account, 32)) return { ...own, account: { kind: 'public', account: account as Hex<'AccountKey'> } }
  throw corrupt
}

function isLink(value: unknown): value is DeviceLink {
  const { device, sealing, mailbox, relays } = (value ?? {}) as Readonly<Record<keyof DeviceLink, unknown>>
  const isKnown = [device, sealing, mailbox].every((each) => isHex(each, 32))
  return isKnown && Array.isArray(relays) && relays.every((relay) => typeof relay === 'string')
}

async function attempt<T>(work: () => Promise<T>): Promise<Result<T, StorageError>> {
  try {
    return ok(await work())
  } catch (cause) {
    return err(toStorageError(cause))
  }
}

function toStorageError(cause: unknown): StorageError {
  if (cause instanceof StorageFailure) return cause.error
  const detail = cause instanceof Error ? cause.message : String(cause)
  switch (codeOf(cause)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return { type: 'QuotaExceeded' }
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'EISDIR':
    case 'ENOTDIR':
      return { type: 'Unavailable', detail }
    default:
      return { type: 'StorageFailed', detail }
  }
}

function codeOf(cause: unknown): string | undefined {
  return (cause as { readonly code?: string } | null)?.code
}
