import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Hash32 } from '../../../src/domain/ids.ts'
import { ZERO_HASH } from '../../../src/domain/encoding/keccak.ts'
import { legLeaf, legNode, legProof, legRoot, verifyLegProof } from '../../../src/domain/settling/leg-tree.ts'
import { address, hash, leg } from './model-group.ts'

const leaves = (count: number): readonly Hash32[] =>
  Array.from({ length: count }, (_, index) => legLeaf(hash(1), 1n, leg(index)))

test('[AN1] golden leaf, node and roots', () => {
  const [a, b, c] = leaves(3) as [Hash32, Hash32, Hash32]
  expect(a).toBe('21d4221caf6cec58d3a8937b469b28d9730f590abb53d50352a811abecb5ed50')
  expect(legNode(a, b)).toBe('f5d832b88d222b7e50fa290ebf6469a67523c0260561270338960eeb8c5cf91a')
  expect(legRoot([])).toBe(ZERO_HASH)
  expect(legRoot([a])).toBe(a)
  expect(legRoot([a, b])).toBe(legNode(a, b))
  expect(legRoot([a, b, c])).toBe(legNode(legNode(a, b), c))
  expect(legRoot(leaves(5))).toBe(
    legNode(legNode(legNode(a, b), legNode(c, leaves(4)[3] as Hash32)), leaves(5)[4] as Hash32),
  )
})

test('[AN1] every field of a leg, its group and its epoch change the leaf', () => {
  const base = leg(1)
  const all = [
    legLeaf(hash(1), 1n, base),
    legLeaf(hash(2), 1n, base),
    legLeaf(hash(1), 2n, base),
    legLeaf(hash(1), 1n, { ...base, index: 2 }),
    legLeaf(hash(1), 1n, { ...base, payer: address(7) }),
    legLeaf(hash(1), 1n, { ...base, payee: address(7) }),
    legLeaf(hash(1), 1n, { ...base, planck: 1001n }),
    legLeaf(hash(1), 1n, { ...base, memo: hash(3) }),
  ]
  expect(new Set(all).size).toBe(all.length)
})

test('[AN1] each leaf of every size has a proof of at most six siblings, for its place only', () => {
  for (let count = 1; count <= 63; count++) {
    const all = leaves(count)
    const root = legRoot(all)
    for (let index = 0; index < count; index++) {
      const leaf = all[index] as Hash32
      const proof = legProof(all, index)
      expect(proof.length).toBeLessThanOrEqual(6)
      expect(verifyLegProof(root, count, index, leaf, proof)).toBe(true)
      expect(verifyLegProof(root, count, (index + 1) % (count + 1), leaf, proof)).toBe(false)
    }
  }
})

test('[AN1] a proof with anything changed leads elsewhere', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 63 }), fc.nat(), fc.nat(), (count, place, at) => {
      const all = leaves(count)
      const root = legRoot(all)
      const index = place % count
      const leaf = all[index] as Hash32
      const proof = legProof(all, index)
      expect(verifyLegProof(root, count, index, leaf, proof.slice(0, -1))).toBe(false)
      expect(verifyLegProof(root, count, index, leaf, [...proof, hash(1)])).toBe(false)
      expect(verifyLegProof(root, count, index, leaf, proof.with(at % proof.length, hash(1)))).toBe(false)
      expect(verifyLegProof(hash(1), count, index, leaf, proof)).toBe(false)
      expect(verifyLegProof(root, count, index, hash(1), proof)).toBe(false)
    }),
  )
})

test('[AN1] there is no leg outside the plan', () => {
  const [leaf] = leaves(1) as [Hash32]
  expect(verifyLegProof(ZERO_HASH, 0, 0, ZERO_HASH, [])).toBe(false)
  expect(verifyLegProof(leaf, 1, 1, leaf, [])).toBe(false)
  expect(verifyLegProof(leaf, 1, -1, leaf, [])).toBe(false)
  expect(verifyLegProof(leaf, 1, Number.NaN, leaf, [])).toBe(false)
  expect(() => legProof([leaf], 1)).toThrow('No leaf 1')
  expect(() => legProof([], 0)).toThrow('No leaf 0')
})
