import { createAccountKey } from '../../crypto/index.ts'
import { utf8Encode, type DeviceId } from '../../domain/index.ts'
import type { PotFile } from '../pot-file/parse-pot-file.ts'
import { potFileToText } from '../pot-file/pot-file-text.ts'
import { backupPartsToBytes, type BackupContents } from './backup-parts.ts'

/** What of an installation is kept. `madeAt` counts seconds since 1970. */
export interface Installation {
  readonly madeAt: number
  readonly device: DeviceId
  /** 32 bytes. */
  readonly accountSeed: Uint8Array
  /** Each pot once. */
  readonly pots: readonly Pick<PotFile, 'pot' | 'log' | 'fold'>[]
}

/** The content of a backup, in the clear: it holds the account's secret, so seal it before it goes anywhere. */
export function backupToBytes({ madeAt, device, accountSeed, pots }: Installation): Uint8Array {
  const contents: BackupContents = {
    madeAt,
    device,
    account: createAccountKey(accountSeed).account,
    pots: pots.map(({ pot, log, fold }) => ({ pot, title: fold.open.genesis.title, events: log.events.size })),
  }
  const potFiles = new Map(
    pots.map(({ pot, log }) => [pot, utf8Encode(potFileToText(pot, log.events.values()))] as const),
  )
  return backupPartsToBytes(contents, accountSeed, potFiles)
}
