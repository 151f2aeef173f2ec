import type { BackupError, BackupLoss } from './parse-backup.ts'

/** Why bytes are no backup, as a sentence. */
export function describeBackupError(error: BackupError): string {
  if (error.type === 'NotABackup') return 'Nothing of a backup of Quits is in it.'
  return `It has ${error.bytes} bytes; a backup of more than ${error.limit} bytes is not read.`
}

/** What a backup lost, as a sentence. */
export function describeBackupLoss(loss: BackupLoss): string {
  switch (loss.type) {
    case 'ContentsLost':
      return 'The list of what the backup holds is lost: more may be missing than is named here.'
    case 'AccountLost':
      return 'The account key is lost: with what is left you can read your pots, and not speak in them.'
    case 'AccessLost':
      return 'What opens your pots at their relays is lost: another device has to let you in again, or you exchange files.'
    case 'PotLost':
      return `The pot ${loss.title === null ? `${loss.pot.slice(0, 8)}…` : `"${loss.title}"`} is lost.`
    case 'PotIncomplete':
      return `The pot "${loss.title}" is damaged: ${loss.saved}${loss.of === null ? '' : ` of ${loss.of}`} events could be saved. Other members' devices have the rest.`
    case 'StrangeFile':
      return `The file ${JSON.stringify(loss.name)} does not belong in a backup; it is left out.`
    case 'Altered':
      return 'The backup was altered, without harm to what it holds.'
  }
}
