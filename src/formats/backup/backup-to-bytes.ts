import { createAccountKey } from '../../crypto/index.ts'
import { utf8Encode, type DeviceId, type Hex } from '../../domain/index.ts'
import type { PotFile } from '../pot-file/parse-pot-file.ts'
import { potFileToText } from '../pot-file/pot-file-text.ts'
import type { BackupAccess } from './backup-access.ts'
import { backupPartsToBytes, type BackupContents } from './backup-parts.ts'

/** What of an installation is kept. `madeAt` counts seconds since 1970. */
export interface Installation {
  readonly madeAt: number
  readonly device: DeviceId
  /** A seed of 32 bytes; of a linked device the account's public key alone. */
  readonly account:
    | { readonly kind: 'seed'; readonly seed: Uint8Array }
    | { readonly kind: 'public'; readonly account: Hex<'AccountKey'> }
  readonly access: readonly BackupAccess[]
  /** Each pot once. `stored` is how many events there should be, where some of them are damaged. */
  readonly pots: readonly (Pick<PotFile, 'pot' | 'log' | 'fold'> & { readonly stored?: number })[]
  /** Pots of which nothing here can be used: the backup says that it lacks them. */
  readonly unusable?: BackupContents['pots']
}

/** The content of a backup, in the clear: it holds the account's secret and pot keys, so seal it before it goes anywhere. */
export function backupToBytes({ madeAt, device, account, access, pots, unusable = [] }: Installation): Uint8Array {
  const seed = account.kind === 'seed' ? account.seed : null
  const contents: BackupContents = {
    madeAt,
    device,
    account: account.kind === 'seed' ? createAccountKey(account.seed).account : account.account,
    holdsAccount: seed !== null,
    pots: [
      ...pots.map(({ pot, log, fold, stored = log.events.size }) => ({
        pot,
        title: fold.open.genesis.title,
        events: stored,
      })),
      ...unusable,
    ],
  }
  const potFiles = new Map(
    pots.map(({ pot, log }) => [pot, utf8Encode(potFileToText(pot, log.events.values()))] as const),
  )
  return backupPartsToBytes(contents, seed, access, potFiles)
}
