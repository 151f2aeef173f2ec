import { ascii, concatBytes, equalBytes } from '../domain/index.ts'

const PREFIX = ascii('<Bytes>')
const POSTFIX = ascii('</Bytes>')

/** Bytes as wallets sign them: wrapped, so that no free text can pass for a transaction. Wrapped bytes are left as they are. */
export function wrapBytes(bytes: Uint8Array): Uint8Array {
  const isWrapped =
    bytes.length >= PREFIX.length + POSTFIX.length &&
    equalBytes(bytes.subarray(0, PREFIX.length), PREFIX) &&
    equalBytes(bytes.subarray(-POSTFIX.length), POSTFIX)
  return isWrapped ? bytes : concatBytes(PREFIX, bytes, POSTFIX)
}
