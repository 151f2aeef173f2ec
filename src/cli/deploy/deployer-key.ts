import { readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { TransactionSigner } from '../../chain/index.ts'
import { ok, type Result } from '../../domain/index.ts'
import { unusable, type Arguments, type CommandError, type Surroundings } from '../command.ts'
import { describeFileFault } from '../file-fault.ts'

/** The environment variable that may hold the deployer's secret. There is no option for it: other people of a machine see command lines. */
const DEPLOYER_KEY = 'QUITS_DEPLOYER_KEY'

/** A phrase, a seed, or a development key, with a path behind it or not. The library takes any short text as a seed, a mistyped one too. */
const LOOKS_LIKE_KEY = /^(?:\/\/\w|0x[0-9a-f]{64}(?:\/|$)|[a-z]+(?:\s+[a-z]+){11,23}(?:\s|\/|$))/iu
const BAD_KEY =
  "the deployer's key cannot be read: it is a phrase of 12 to 24 words or a seed of 0x and 64 hex digits (sr25519)."

/** The option that names a file with it. */
export const KEY_FILE = {
  name: 'key-file',
  value: 'file',
  isRequired: false,
  summary: `a file whose first line is the deployer's phrase or seed; otherwise ${DEPLOYER_KEY}`,
} as const

/** The option that names the deployer where nothing is signed. */
export const ACCOUNT = {
  name: 'account',
  value: 'address',
  isRequired: false,
  summary: 'whose deployment a dry run works out, by address: then it takes no key',
} as const

/** Who deploys: with `--account` somebody who is only looked at, otherwise the deployer's signer. Nothing of the secret is in what is answered, whatever goes wrong. */
export async function readDeployer(
  { options }: Arguments,
  around: Surroundings,
): Promise<Result<TransactionSigner, CommandError>> {
  const address = options[ACCOUNT.name]
  if (typeof address === 'string') return readAccount(address, options['dry-run'] === true)
  const file = options[KEY_FILE.name]
  const secret = typeof file === 'string' ? await readSecret(resolve(around.directory, file), around) : fromEnv(around)
  if (!secret.ok) return secret
  if (!LOOKS_LIKE_KEY.test(secret.value.trim())) return unusable(BAD_KEY)
  const { signerFromSecret } = await import('../../chain/polkadot/index.ts')
  const signer = await signerFromSecret(secret.value)
  return signer.ok ? signer : unusable(BAD_KEY)
}

/** Somebody who cannot sign. Of what they could, only what a key of a person may do is worked out. */
async function readAccount(address: string, isDry: boolean): Promise<Result<TransactionSigner, CommandError>> {
  if (!isDry) return unusable(`--${ACCOUNT.name} is for --dry-run: whoever deploys signs, and that takes the key.`)
  const { accountOfAddress } = await import('../../chain/polkadot/index.ts')
  const account = accountOfAddress(address)
  return account === null
    ? unusable(`"${address}" is no address of an account: SS58, or 0x and the 64 hex digits of a public key.`)
    : ok({ account, custody: 'browser wallet' })
}

function fromEnv({ env }: Surroundings): Result<string, CommandError> {
  const secret = env[DEPLOYER_KEY]
  return secret === undefined || secret.trim() === ''
    ? unusable(
        `the deployer's key is missing: set ${DEPLOYER_KEY}, or name a file with --${KEY_FILE.name}; a dry run takes --${ACCOUNT.name} <address> instead.`,
      )
    : ok(secret)
}

async function readSecret(path: string, { note }: Surroundings): Promise<Result<string, CommandError>> {
  try {
    const { mode } = await stat(path)
    if ((mode & 0o077) !== 0)
      note('note: other people of this machine can read the key file; chmod 600 keeps them out.')
    const [line = ''] = (await readFile(path, 'utf8')).split(/\r?\n/u)
    return ok(line)
  } catch (error) {
    return unusable(describeFileFault(path, error))
  }
}
