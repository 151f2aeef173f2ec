// Files that the stock `age` command opens. An entry of its own: who never makes a backup does not load it.

export { openAgeFile, sealAgeFile, type AgeKey, type AgeLock, type AgeOpenError, type SealError } from './age-file.ts'
export { MAX_WORK_FACTOR } from './age-header.ts'
export type { AgeContent } from './age-payload.ts'
