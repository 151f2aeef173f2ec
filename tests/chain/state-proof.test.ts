// The reader of state proofs against tries of the tests, whose roots an implementation of others (the one inside Chopsticks) makes as well.
import { calculateStateRoot, destroyWorker } from '@acala-network/chopsticks-core'
import { u8aToHex } from '@polkadot/util'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { openStateProof } from '../../src/chain/proof/state-proof.ts'
import { parseTrieNode } from '../../src/chain/proof/trie-node.ts'
import { GROUPS_ROOT_KEY } from '../../src/chain/proof/storage-keys.ts'
import { bytesToHex, type Hash32 } from '../../src/domain/index.ts'
import metadata from '../../metadata/settlement.json' with { type: 'json' }
import { buildStateTrie, type Entries } from './state-trie.ts'

/** States with keys that share beginnings, keys inside keys, short values, long ones and values of 32 bytes. */
const states = fc
  .uniqueArray(
    fc.tuple(
      fc.array(fc.constantFrom(0x00, 0x01, 0x10, 0x11, 0xf0), { minLength: 1, maxLength: 40 }),
      fc.oneof(fc.uint8Array({ minLength: 1, maxLength: 4 }), fc.uint8Array({ minLength: 31, maxLength: 100 })),
    ),
    { minLength: 1, maxLength: 40, selector: ([key]) => key.join() },
  )
  .map((entries): Entries => entries.map(([key, value]) => [Uint8Array.from(key), value]))

afterAll(() => destroyWorker())

test('the roots are those that another implementation makes', async () => {
  await fc.assert(
    fc.asyncProperty(states, async (entries) => {
      const text = entries.map(([key, value]): [`0x${string}`, `0x${string}`] => [u8aToHex(key), u8aToHex(value)])
      expect(u8aToHex(buildStateTrie(entries).root)).toBe(await calculateStateRoot(text, 1))
    }),
    { numRuns: 40 },
  )
})

test('every value is read, and what is not there is proven not to be', () => {
  fc.assert(
    fc.property(states, fc.array(fc.constantFrom(0x00, 0x10, 0xf0), { maxLength: 10 }), (entries, other) => {
      const trie = buildStateTrie(entries)
      const root = bytesToHex(trie.root) as Hash32
      const absent = Uint8Array.from(other)
      const wanted = [...entries.map(([key]) => key), absent]
      const proof = openStateProof(trie.proofOf(wanted))
      for (const [key, value] of entries) expect(proof.read(root, key)).toEqual({ ok: true, value })
      const there = entries.find(([key]) => Buffer.compare(key, absent) === 0)?.[1] ?? null
      expect(proof.read(root, absent)).toEqual({ ok: true, value: there })
      expect(proof.finish()).toEqual({ ok: true, value: null })
    }),
    { numRuns: 200 },
  )
})

test('a proof with any bit changed never says another value', () => {
  fc.assert(
    fc.property(states, fc.nat(), fc.nat(), (entries, where, bit) => {
      const trie = buildStateTrie(entries)
      const root = bytesToHex(trie.root) as Hash32
      const [key, value] = entries[0] as Entries[number]
      const nodes = trie.proofOf([key])
      const at = where % nodes.length
      const altered = nodes.map((node, i) =>
        i === at ? node.map((byte, j) => (j === where % node.length ? byte ^ (1 << (bit % 8)) : byte)) : node,
      )
      const read = openStateProof(altered).read(root, key)
      expect(read.ok).toBe(false)
      expect(value.length).toBeGreaterThan(0)
    }),
    { numRuns: 200 },
  )
})

test('bytes that are no node are refused, and none throws', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      const node = parseTrieNode(bytes)
      if (!node.ok) expect(node.error.type).toBe('BadTrieNode')
    }),
    { numRuns: 2000 },
  )
  for (const bytes of [[], [0x41], [0x41, 0x10, 0x00], [0x80, 0, 0], [0x01], [0x7f, 255, 255, 255, 255, 255, 255]])
    expect(parseTrieNode(Uint8Array.from(bytes)).ok).toBe(false)
})

test("the contract's interface keeps its groups where the proof looks for them", () => {
  const groups = metadata.storage.root.layout.struct.fields.find(({ name }) => name === 'groups')
  expect(JSON.stringify(groups)).toContain(`"root_key":"0x${GROUPS_ROOT_KEY}"`)
})
