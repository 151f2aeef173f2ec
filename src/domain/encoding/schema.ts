// EV3: the shape of a typed body, said once: from it come the TypeScript type (`Infer`), the strict reading of a decoded value and
// the writing of it. A shape has no optional field and ignores none: what is unknown or missing is refused.

export { list, sortedList } from './schema-list.ts'
export { record, tagged, type Fields, type RecordSchema } from './schema-record.ts'
export {
  amount,
  anyValue,
  boolean,
  cid,
  hexBytes,
  literal,
  oneOf,
  planck,
  text,
  uint,
  uint64,
} from './schema-scalar.ts'
export { badShape, nullable, refine, type Infer, type Schema, type SchemaError } from './schema-type.ts'
