// Files of other programs and of Quits itself: read and written without any platform, so that the browser and the command line share them.

export type { BackupAccess } from './backup/backup-access.ts'
export { backupToBytes, type Installation } from './backup/backup-to-bytes.ts'
export { describeBackupError, describeBackupLoss } from './backup/describe-backup-loss.ts'
export { MAX_BACKUP_BYTES, parseBackup, type Backup, type BackupError, type BackupLoss } from './backup/parse-backup.ts'
export type { BackupContents } from './backup/backup-parts.ts'
export {
  draftToEntry,
  type EntryDraft,
  type ExpenseDraft,
  type NamedAmount,
  type TransferDraft,
} from './entry-draft.ts'
export type { CsvError } from './csv.ts'
export type { FileEncoding, FileTextError } from './file-text.ts'
export type { FooterCheck, FooterDifference } from './splitwise/footer.ts'
export {
  describeSplitwiseError,
  MAX_SPLITWISE_BYTES,
  parseSplitwise,
  SPLITWISE_FORMAT,
  type SkippedRow,
  type SplitwiseError,
  type SplitwiseImport,
  type SplitwiseReport,
} from './splitwise/parse-splitwise.ts'
export { describeRowProblem, type RowProblem } from './splitwise/row-problem.ts'
export { describePotFileError } from './pot-file/describe-pot-file-error.ts'
export { admitFileEvents, type FileEventFault } from './pot-file/admit-file-events.ts'
export type { FileEvent, FileEventsError, LineDiffers } from './pot-file/pot-file-events.ts'
export { MAX_POT_FILE_BYTES, parsePotFile, type PotFile, type PotFileError } from './pot-file/parse-pot-file.ts'
export { potFileToText } from './pot-file/pot-file-text.ts'
export { describeReplayError } from './replay-file/describe-replay-error.ts'
export { parseReplay, REPLAY_FORMAT, type Replay, type ReplayError } from './replay-file/parse-replay.ts'
export { replayToText } from './replay-file/replay-to-text.ts'
export { replayReport, type ReplayReport } from './replay-file/replay-report.ts'
export { parseProofFile, type ProofFileError } from './proof-file/parse-proof-file.ts'
export type { ProofFile, ProofFileBlock, ProofFileLeg } from './proof-file/proof-file.ts'
export { proofFileToText } from './proof-file/proof-file-text.ts'
