// Backups of this installation. An entry of its own: who makes none does not load what it takes.

export { noteWords, recoveryState, remindLater, type RecoveryState } from './backup-reminder.ts'
export { makeBackup } from './make-backup.ts'
export {
  openBackup,
  restoreBackup,
  type AccountOutlook,
  type BackupPreview,
  type RestoreError,
  type TakenBackup,
} from './restore-backup.ts'
