import type { PotId } from '../../../src/domain/index.ts'
import { hash, valueOf, story } from './sample-data.ts'
import type { StorageCase } from './storage-case.ts'

/** Snapshots. */
export const snapshotCases: readonly StorageCase[] = [
  {
    title: 'a snapshot is replaced as a whole, dropped alone, and goes with its pot',
    run: async ({ storage: { logs, snapshots }, expect }) => {
      const { pot, events } = await story
      const other = hash('22') as string as PotId
      const parts = async (of: PotId): Promise<readonly (string | null)[]> => {
        const both = [valueOf(await snapshots.head(of)), valueOf(await snapshots.body(of))]
        return both.map((bytes) => bytes && Array.from(bytes, String).join(' '))
      }
      expect(await parts(pot)).toEqual([null, null])
      valueOf(await snapshots.keep(pot, { head: Uint8Array.of(1), body: Uint8Array.of(2, 3) }))
      valueOf(await snapshots.keep(other, { head: Uint8Array.of(9), body: new Uint8Array() }))
      expect(await parts(pot)).toEqual(['1', '2 3'])
      valueOf(await snapshots.keep(pot, { head: Uint8Array.of(4, 5), body: Uint8Array.of(6) }))
      expect(await parts(pot)).toEqual(['4 5', '6'])
      expect(await parts(other)).toEqual(['9', ''])
      valueOf(await snapshots.drop(other))
      valueOf(await snapshots.drop(other))
      expect(await parts(other)).toEqual([null, null])
      await logs.append(pot, events)
      expect(await parts(pot)).toEqual(['4 5', '6'])
      valueOf(await logs.remove(pot))
      expect(await parts(pot)).toEqual([null, null])
    },
  },
]
