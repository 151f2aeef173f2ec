import { err, ok, type Result } from '../../domain/index.ts'
import { bytesToUtf8 } from '../bytes-to-utf8.ts'
import { isRecord } from '../replay-file/read-fields.ts'
import { proofFileToText } from './proof-file-text.ts'
import { MAX_PROOF_FILE_BYTES, PROOF_FILE_FORMAT, PROOF_FILE_VERSION, type ProofFile } from './proof-file.ts'
import { readProof } from './read-proof.ts'

/** Why a file is no proof file. `path` names the value: `blocks[2].header`. */
export type ProofFileError =
  | { readonly type: 'ProofTooLarge'; readonly bytes: number; readonly limit: number }
  | { readonly type: 'NotAProofFile' }
  | { readonly type: 'OtherProofVersion'; readonly version: string }
  /** The text ends before the proof does. */
  | { readonly type: 'ProofTruncated'; readonly bytes: number }
  | { readonly type: 'BadProofValue'; readonly path: string; readonly expected: string }
  /** The values are in order, but not as they are written: on this line (from 1), another text has to stand. */
  | { readonly type: 'ProofNotCanonical'; readonly line: number; readonly expected: string }

/** Reads a proof file, strictly: what is read, written again, is the same text. */
export function parseProofFile(file: Uint8Array): Result<ProofFile, ProofFileError> {
  if (file.length > MAX_PROOF_FILE_BYTES)
    return err({ type: 'ProofTooLarge', bytes: file.length, limit: MAX_PROOF_FILE_BYTES })
  const decoded = bytesToUtf8(file)
  if (!decoded.ok || !decoded.value.startsWith(`{\n  "format": "${PROOF_FILE_FORMAT}",\n`))
    return err({ type: 'NotAProofFile' })
  const text = decoded.value
  const version = /^.*\n.*\n {2}"version": (.{1,20}),\n/.exec(text)?.[1]
  if (version !== undefined && version !== String(PROOF_FILE_VERSION))
    return err({ type: 'OtherProofVersion', version })
  if (!text.endsWith('\n}\n')) return err({ type: 'ProofTruncated', bytes: file.length })
  const input = parseJson(text)
  if (!isRecord(input)) return err({ type: 'BadProofValue', path: '', expected: 'JSON' })
  const read = readProof(input)
  if (!read.ok) return err({ ...read.error, type: 'BadProofValue' })
  return compareText(text, read.value)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function compareText(text: string, proof: ProofFile): Result<ProofFile, ProofFileError> {
  const written = proofFileToText(proof)
  if (written === text) return ok(proof)
  const [found, expected] = [text.split('\n'), written.split('\n')]
  const at = expected.findIndex((line, index) => line !== found[index])
  const line = at < 0 ? expected.length : at
  return err({ type: 'ProofNotCanonical', line: line + 1, expected: (expected[line] ?? '').slice(0, 200) })
}
