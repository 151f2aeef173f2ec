import * as dagCbor from '@ipld/dag-cbor'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bytesToHex } from '../../../src/domain/encoding/hex.ts'
import { utf8Encode } from '../../../src/domain/encoding/utf8.ts'
import { decodeCbor, encodeCbor, isCborList, isCborMap, type CborValue } from '../../../src/domain/encoding/cbor.ts'
import { cborValue } from './cbor-value-arbitrary.ts'

const limits = { maxBytes: 1_000_000 }

/** The same value as `@ipld/dag-cbor` represents it; it has no map with an empty key. */
function toIpld(value: CborValue): unknown {
  if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return value
  if (isCborList(value)) return value.map(toIpld)
  if (isCborMap(value)) return new Map(Array.from(value, ([key, each]) => [key === '' ? '-' : key, toIpld(each)]))
  return dagCbor.decode(encodeCbor(value))
}

/** Ours for what `@ipld/dag-cbor` decoded; undefined where it accepted something that has no canonical form. */
function fromIpld(value: unknown): CborValue | undefined {
  if (value === null || typeof value === 'boolean' || typeof value === 'bigint' || typeof value === 'string')
    return value
  if (typeof value === 'number') return Number.isSafeInteger(value) && !Object.is(value, -0) ? BigInt(value) : undefined
  if (value instanceof Uint8Array) return value
  if (typeof value === 'object' && 'asCID' in value)
    return { cid: (value as unknown as { readonly bytes: Uint8Array }).bytes }
  const entries = Array.isArray(value)
    ? value.map((each) => ['', fromIpld(each)] as const)
    : Object.entries(value as object).map(([key, each]) => [key, fromIpld(each)] as const)
  if (entries.some(([, each]) => each === undefined)) return undefined
  const defined = entries as readonly (readonly [string, CborValue])[]
  return Array.isArray(value) ? defined.map(([, each]) => each) : new Map(defined)
}

test('[EN2] every value has the bytes that @ipld/dag-cbor gives it', () => {
  fc.assert(
    fc.property(cborValue, (value) => {
      const ipld = toIpld(value)
      const bytes = dagCbor.encode(ipld)
      const decoded = decodeCbor(bytes, limits)
      expect(decoded.ok).toBe(true)
      expect(decoded.ok && bytesToHex(encodeCbor(decoded.value))).toBe(bytesToHex(bytes))
    }),
    { numRuns: 500 },
  )
})

test('[EN2] what both accept is the same value, and @ipld/dag-cbor accepts all that is canonical', () => {
  const near = fc
    .tuple(cborValue, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 2 }))
    .map(([value, edits]) => {
      const bytes = encodeCbor(value)
      for (const [at, byte] of edits) bytes[at % bytes.length] = byte
      return bytes
    })
  const theirs = (bytes: Uint8Array): { readonly value: unknown } | null => {
    try {
      return { value: dagCbor.decode(bytes) }
    } catch {
      return null
    }
  }
  fc.assert(
    fc.property(fc.oneof(near, fc.uint8Array({ maxLength: 8 })), (bytes) => {
      const ours = decodeCbor(bytes, limits)
      const other = theirs(bytes)
      if (!ours.ok) return
      // The one key it refuses for the sake of JavaScript objects.
      if (other === null) {
        expect(bytesToHex(bytes)).toContain(bytesToHex(utf8Encode('__proto__')))
        return
      }
      expect(bytesToHex(encodeCbor(fromIpld(other.value) as CborValue))).toBe(bytesToHex(bytes))
    }),
    { numRuns: 3000 },
  )
})

test.each([
  ['unsorted keys', 'a2616201616101'],
  ['keys sorted by bytes instead of length', 'a262616101616201'],
  ['a float', 'fb3ff8000000000000'],
])('[EN2] %s are accepted by @ipld/dag-cbor and refused here', (_, hex) => {
  const bytes = Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16))
  expect(() => dagCbor.decode(bytes)).not.toThrow()
  expect(decodeCbor(bytes, limits).ok).toBe(false)
})
