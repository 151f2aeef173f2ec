import type { HexString } from '@polkadot/util/types'
import { expect, test } from 'vitest'
import { blockStorageOf } from '../../src/devchain/executor/block-storage.ts'
import { childStoragePrefix } from '../../src/devchain/executor/host-child-storage.ts'
import { type BlockStorage, createOverlayStorage } from '../../src/devchain/executor/overlay-storage.ts'
import { startDevChain } from '../../src/devchain/index.ts'

const blockOf = (values: Readonly<Record<HexString, HexString>>): BlockStorage & { readonly asked: string[] } => {
  const asked: string[] = []
  return {
    asked,
    getStorage: async (key) => {
      asked.push(key)
      return values[key]
    },
    getNextKey: async (prefix, key) =>
      Object.keys(values)
        .sort((a, b) => (a < b ? -1 : 1))
        .find((candidate) => candidate.startsWith(prefix) && candidate > key),
  }
}

test('reads fall through to the block once, and see what was written and deleted before', async () => {
  const block = blockOf({ '0x01': '0xaa' })
  const storage = createOverlayStorage(block)
  expect([
    await storage.get('0x01'),
    await storage.get('0x01'),
    await storage.get('0x02'),
    await storage.get('0x02'),
  ]).toEqual(['0xaa', '0xaa', null, null])
  expect(block.asked).toEqual(['0x01', '0x02'])
  storage.set('0x01', null)
  storage.set('0x02', '0xbb')
  expect([await storage.get('0x01'), await storage.get('0x02')]).toEqual([null, '0xbb'])
  expect(storage.changes()).toEqual([
    ['0x01', null],
    ['0x02', '0xbb'],
  ])
})

test('a transaction rolled back leaves nothing, one committed goes to the one around it', async () => {
  const storage = createOverlayStorage(blockOf({ '0x01': '0xaa' }))
  storage.startTransaction()
  storage.set('0x01', '0x11')
  storage.startTransaction()
  storage.set('0x01', null)
  expect(await storage.get('0x01')).toBeNull()
  storage.rollbackTransaction()
  expect(await storage.get('0x01')).toBe('0x11')
  storage.startTransaction()
  storage.set('0x02', '0x22')
  storage.commitTransaction()
  expect(storage.changes()).toEqual([])
  storage.commitTransaction()
  expect(storage.changes()).toEqual([
    ['0x01', '0x11'],
    ['0x02', '0x22'],
  ])
  expect(() => storage.commitTransaction()).toThrow('had not started')
})

test('the next key merges the block with what was written, and skips what was deleted', async () => {
  const storage = createOverlayStorage(blockOf({ '0x0101': '0xaa', '0x0103': '0xbb', '0x02': '0xcc' }))
  storage.set('0x0102', '0x22')
  storage.set('0x0103', null)
  storage.set('0x0104', '0x44')
  const keys: string[] = []
  for (let key = await storage.nextKey('0x01', '0x01'); key !== null; key = await storage.nextKey('0x01', key))
    keys.push(key)
  expect(keys).toEqual(['0x0101', '0x0102', '0x0104'])
  expect(await storage.clearPrefix('0x01', null)).toEqual({ count: 3, isAll: true })
  expect(await storage.nextKey('0x01', '0x01')).toBeNull()
  expect(await storage.get('0x02')).toBe('0xcc')
})

test("a contract's whole state can be walked and deleted", async () => {
  const { chain, close } = await startDevChain()
  const changes = await chain.head.storageDiff()
  const keys = Object.keys(changes).filter((key) => key.startsWith(childStoragePrefix))
  const trie = keys[0]!.slice(0, childStoragePrefix.length + 64) as HexString
  const storage = createOverlayStorage(blockStorageOf(chain.head))
  expect(await storage.clearPrefix(trie, null)).toEqual({ count: keys.length, isAll: true })
  expect(Object.fromEntries(storage.changes())).toEqual(Object.fromEntries(keys.map((key) => [key, null])))
  await close()
})
