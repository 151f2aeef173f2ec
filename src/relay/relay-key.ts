import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { RelayKey } from '../sync/relay/index.ts'

/** The key with which a relay answers for what it has stored. */
export interface RelaySigner {
  readonly key: RelayKey
  readonly sign: (message: Uint8Array) => Uint8Array
}

const REPLACE =
  'Put back a copy of it, or move it away: the relay then makes another key, and whoever uses it is asked whether to believe that one.'

/**
 * The relay's key in this folder, made at the first start and readable by its owner alone. Throws a sentence when the file holds another kind of key. The
 * folder is this process's alone.
 */
export function openRelayKey(folder: string): RelaySigner {
  const path = join(folder, 'relay-key.pem')
  const privateKey = readKey(path) ?? createKey(path)
  if (privateKey.asymmetricKeyType !== 'ed25519') throw new Error(`${path} holds no Ed25519 key. ${REPLACE}`)
  const { x = '' } = createPublicKey(privateKey).export({ format: 'jwk' })
  return {
    key: Buffer.from(x, 'base64url').toString('hex') as RelayKey,
    sign: (message) => sign(null, message, privateKey),
  }
}

function readKey(path: string): KeyObject | null {
  try {
    return createPrivateKey(readFileSync(path))
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw new Error(`The relay key ${path} cannot be read. ${REPLACE}`, { cause })
  }
}

/** The file has its name when it is whole: a start that breaks off leaves a draft, which the next one writes anew. */
function createKey(path: string): KeyObject {
  const { privateKey } = generateKeyPairSync('ed25519')
  const draft = `${path}.new`
  const file = openSync(draft, 'w', 0o600)
  writeSync(file, privateKey.export({ format: 'pem', type: 'pkcs8' }) as string)
  fsyncSync(file)
  closeSync(file)
  renameSync(draft, path)
  return privateKey
}
