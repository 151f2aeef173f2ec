import { hash, sent, target, cursor, placed, valueOf } from './sample-data.ts'
import type { StorageCase } from './storage-case.ts'

/** What is followed on the chain, and transactions that are on their way. */
export const chainCases: readonly StorageCase[] = [
  {
    title: 'followed events come back in chain order with the cursor',
    run: async ({ storage: { follow }, expect }) => {
      await follow.append(target, { cursor: cursor(5), events: [placed(5, 2, 1n), placed(5, 10, 2n)] })
      await follow.append(target, { cursor: cursor(16), events: [placed(16, 0, 3n), placed(5, 3, 4n)] })
      const events = [placed(5, 2, 1n), placed(5, 3, 4n), placed(5, 10, 2n), placed(16, 0, 3n)]
      expect(await follow.load(target)).toEqual({ cursor: cursor(16), events })
      await follow.append(target, { cursor: cursor(17), events: [] })
      expect(await follow.load(target)).toEqual({ cursor: cursor(17), events })
    },
  },

  {
    title: 'a followed event that is stored is left as it is',
    run: async ({ storage: { follow }, expect }) => {
      await follow.append(target, { cursor: cursor(5), events: [placed(5, 2, 1n)] })
      await follow.append(target, { cursor: cursor(5), events: [placed(5, 2, 9n)] })
      expect(await follow.load(target)).toEqual({ cursor: cursor(5), events: [placed(5, 2, 1n)] })
    },
  },

  {
    title: 'followed groups are apart, and one is forgotten alone',
    run: async ({ storage: { follow }, expect }) => {
      const others = (['genesis', 'contract', 'group', 'createdAt'] as const).map((field) => ({
        ...target,
        [field]: target[field].replace(/^../, 'ff'),
      }))
      await follow.append(target, { cursor: cursor(5), events: [placed(5, 2, 1n)] })
      for (const [index, other] of others.entries())
        await follow.append(other, { cursor: cursor(6 + index), events: [placed(6 + index, 0, 7n)] })
      await follow.clear(target)
      await follow.clear(target)
      expect(await follow.load(target)).toBe(null)
      for (const [index, other] of others.entries())
        expect(await follow.load(other)).toEqual({ cursor: cursor(6 + index), events: [placed(6 + index, 0, 7n)] })
      await follow.append(target, { cursor: cursor(1), events: [] })
      expect(await follow.load(target)).toEqual({ cursor: cursor(1), events: [] })
    },
  },

  {
    title: 'pending transactions come back as they were',
    run: async ({ storage: { pending }, expect }) => {
      valueOf(await pending.add(sent('02', 2n ** 100n)))
      valueOf(await pending.add(sent('01', 0n)))
      expect(valueOf(await pending.list())).toEqual([sent('01', 0n), sent('02', 2n ** 100n)])
      valueOf(await pending.add(sent('01', -5n)))
      expect(valueOf(await pending.list())).toEqual([sent('01', -5n), sent('02', 2n ** 100n)])
      valueOf(await pending.remove(hash('02')))
      valueOf(await pending.remove(hash('02')))
      expect(valueOf(await pending.list())).toEqual([sent('01', -5n)])
    },
  },

  {
    title: 'of two rivals one is kept, and the other is told of it',
    run: async ({ storage: { pending }, expect }) => {
      const rivals = (): boolean => true
      const answers = await Promise.all([pending.add(sent('01', 1n), rivals), pending.add(sent('02', 2n), rivals)])
      const kept = valueOf(await pending.list())
      expect(kept.length).toBe(1)
      expect(answers.map((answer) => valueOf(answer)).filter((rival) => rival !== null)).toEqual(kept)
      expect(valueOf(await pending.add(sent('03', 3n), rivals))).toEqual(kept[0])
      expect(valueOf(await pending.add(sent('03', 3n), () => false))).toBe(null)
      // One is no rival of itself.
      expect(valueOf(await pending.add(sent('03', 4n), ({ hash: other }) => other === hash('03')))).toBe(null)
    },
  },
]
