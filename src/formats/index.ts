// Files of other programs and of Quits itself: read and written without any platform, so that the browser and the command line share them.

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
