// EN1, EN2: the canonical encoding, a strict subset of DAG-CBOR in which every value has exactly one byte string.

export { decodeCbor, MAX_EVENT_BYTES, type CborLimits } from './cbor-decode.ts'
export { encodeCbor, writeCbor } from './cbor-encode.ts'
export type { CborError, CborReason } from './cbor-reader.ts'
export {
  isCborList,
  isCborMap,
  isCidBytes,
  MAX_CBOR_DEPTH,
  type CborMap,
  type CborValue,
  type Cid,
} from './cbor-value.ts'
