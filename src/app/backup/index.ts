// Backups of this installation. An entry of its own: who makes none does not load what it takes.

export { makeBackup } from './make-backup.ts'
