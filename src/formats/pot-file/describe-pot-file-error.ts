import type { RefusalReason } from '../../log/index.ts'
import type { PotFileError } from './parse-pot-file.ts'

/** What is wrong with a pot file, as a sentence. */
export function describePotFileError(error: PotFileError): string {
  switch (error.type) {
    case 'NotAPotFile':
      return 'This is no pot file of Quits.'
    case 'FileTooLarge':
      return `The file has ${error.bytes} bytes; a pot file of more than ${error.limit} bytes is not read.`
    case 'OtherFileVersion':
      return `The pot file is of version ${error.version}, which this version of Quits cannot read.`
    case 'NotUtf8':
      return `The pot file is damaged: line ${error.line} is no text.`
    case 'BadBase64':
      return `The pot file is damaged: line ${error.line} (${error.part}) is no base64.`
    case 'LineDiffers':
      return describeLine(error)
    case 'EventRefused':
      return `The pot file is damaged: the event on line ${error.line} (${error.part}, id ${error.id}) is refused, because ${describeRefusal(error.reason)}.`
    case 'EventsMissing':
      return `The pot file is damaged: the event on line ${error.line} (${error.part}) names ${error.missing.join(', ')}, which is not in the file.`
  }
}

function describeLine({
  line,
  part,
  expected,
  found,
}: Extract<PotFileError, { readonly type: 'LineDiffers' }>): string {
  if (part === 'end') return `The pot file is damaged: line ${line} should be its end.`
  const stands = found === null ? 'is missing' : `is ${JSON.stringify(shorten(found))}`
  return `The pot file differs from what its events say: line ${line} (${part}) ${stands} and should be ${JSON.stringify(shorten(expected))}.`
}

function shorten(text: string): string {
  const line = text.trim()
  return line.length > 90 ? `${line.slice(0, 90)}…` : line
}

function describeRefusal(reason: RefusalReason): string {
  switch (reason.type) {
    case 'WrongId':
      return `its bytes are those of the event ${reason.actual}`
    case 'Malformed':
      return describeMalformed(reason.error)
    case 'TooLarge':
      return `it has ${reason.bytes} bytes`
    case 'BadSignature':
      return `its signature is not that of device ${reason.device}`
    case 'ForeignPot':
      return `it belongs to the pot ${reason.pot}`
    default:
      return `it breaks a rule of the log (${reason.type})`
  }
}

function describeMalformed(error: Extract<RefusalReason, { readonly type: 'Malformed' }>['error']): string {
  if (error.type === 'OtherVersion') return `it was written by other software (version ${error.version})`
  if (error.type === 'BadShape') return `its ${error.path} is wrong: ${error.reason}`
  return `its bytes are no event (${error.type})`
}
