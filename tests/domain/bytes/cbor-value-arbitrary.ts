import fc from 'fast-check'
import type { CborValue } from '../../../src/domain/encoding/cbor.ts'

const nfcText = fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) => text.normalize('NFC'))
const key = fc.oneof(nfcText, fc.string({ maxLength: 30 }), fc.constantFrom('__proto__', 'constructor', 'toString', ''))

/** Integers with the edges of every head width more often than chance gives them. */
const integer = fc.oneof(
  fc.bigInt({ min: -(2n ** 64n), max: 2n ** 64n - 1n }),
  fc
    .record({
      edge: fc.constantFrom(0n, 23n, 24n, 255n, 256n, 65_535n, 65_536n, 2n ** 32n, 2n ** 53n, 2n ** 63n),
      off: fc.bigInt({ min: -1n, max: 1n }),
    })
    .chain(({ edge, off }) => fc.constantFrom(edge + off, -edge + off)),
)

/** A CID of version 1 with SHA-256. */
const cid = fc
  .tuple(fc.constantFrom(0x55, 0x70, 0x71), fc.uint8Array({ minLength: 32, maxLength: 32 }))
  .map(([codec, digest]) => ({ cid: Uint8Array.of(1, codec, 0x12, 0x20, ...digest) }))

/** Any value of the canonical encoding. */
export const cborValue: fc.Arbitrary<CborValue> = fc.letrec<{ value: CborValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.constant(null),
    fc.boolean(),
    integer,
    nfcText,
    fc.uint8Array({ maxLength: 40 }),
    cid,
    fc.array(tie('value'), { maxLength: 6 }),
    fc
      .array(
        fc.tuple(
          key.map((text) => text.normalize('NFC')),
          tie('value'),
        ),
        { maxLength: 6 },
      )
      .map((entries) => new Map(entries)),
  ),
})).value
