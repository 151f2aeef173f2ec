import type { RelayConfig } from './relay-config.ts'

// Result codes of SQLite (https://www.sqlite.org/rescode.html).
const [BUSY, READ_ONLY, IO_ERROR, CORRUPT, FULL, CANNOT_OPEN, NOT_A_DATABASE] = [5, 8, 10, 11, 13, 14, 26]

interface Failure {
  readonly message: string
  readonly code?: string | undefined
  readonly syscall?: string | undefined
  readonly errcode?: number | undefined
  readonly cause?: unknown
}

/** Why a relay did not start, and what can be done about it, as a sentence or two. */
export function describeStartFailure(
  cause: unknown,
  { port, host, data }: Pick<RelayConfig, 'port' | 'host' | 'data'>,
): string {
  if (!(cause instanceof Error)) return String(cause)
  const { message } = cause
  const { code, syscall, errcode } = firstOf(cause)
  const isListening = syscall === 'listen'
  switch (errcode === undefined ? code : errcode % 256) {
    case 'EADDRINUSE':
      return `${message} Stop what uses it, or choose another one with --port.`
    case 'EADDRNOTAVAIL':
      return `This machine has no address ${host}. Choose one that it has with --host.`
    case BUSY:
      return `${message} Stop that one, or choose another folder with --data.`
    case 'EEXIST':
    case 'ENOTDIR':
      return `${data} is no folder. Choose another one with --data.`
    case 'EACCES':
    case 'EPERM':
      return isListening
        ? `Port ${port} is not for this user. Choose one above 1023 with --port, and put a proxy in front of it.`
        : `${data} may not be used by this user. Change who may write there, or choose another folder with --data.`
    case 'EROFS':
    case READ_ONLY:
    case CANNOT_OPEN:
      return `Nothing can be written to ${data}. Change who may write there, or choose another folder with --data.`
    case 'ENOSPC':
    case 'EDQUOT':
    case FULL:
      return `There is no room left for ${data}. Make room, or choose another folder with --data.`
    case 'EIO':
    case IO_ERROR:
      return `The disk that holds ${data} fails: ${message}. Look at it, or choose another folder with --data.`
    case CORRUPT:
    case NOT_A_DATABASE:
      return `The file relay.db in ${data} is damaged. Put a copy of it back, or move it away: clients fill a new one again.`
    default:
      return message
  }
}

/** What went wrong first: behind what was said of it. */
function firstOf(failure: Failure): Failure {
  return failure.cause instanceof Error ? firstOf(failure.cause) : failure
}
