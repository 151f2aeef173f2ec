import { expect, test } from 'vitest'
import {
  addComment,
  addEntry,
  catchUp,
  claimMember,
  discussionOf,
  mergeMembers,
  renameMember,
  restoreEntry,
  retireMember,
  returnMember,
  startSeries,
  stopSeries,
  undoMerge,
  voidEntry,
  withdrawComment,
  type PotSession,
} from '../../src/app/index.ts'
import type { EntryId, Series } from '../../src/domain/index.ts'
import { carry, createInstallation, dinner, EUR, memberNamed, must, nets } from './people.ts'

async function founded(): Promise<PotSession> {
  const alice = await createInstallation()
  const others = ['Bob', 'Bobby']
  return must(await alice.createPot({ title: 'Flat', currency: EUR, you: 'Alice', others, chain: null }))
}

const rent = (session: PotSession, date = '2026-01-31'): Series => ({
  entry: { ...dinner(session, 'Alice', 3000, 'Rent'), date },
  interval: { unit: 'month', every: 1 },
  end: null,
})

test('[ME4] a member is renamed, to a name that nobody else has', async () => {
  const pot = await founded()
  const bob = memberNamed(pot, 'Bob')
  expect(await renameMember(pot, bob, 'Alice')).toMatchObject({ error: { type: 'NameInUse' } })
  expect(await renameMember(pot, bob, ' ')).toMatchObject({ error: { type: 'BadName' } })
  must(await renameMember(pot, bob, ' Robert '))
  expect(memberNamed(pot, 'Robert')).toBe(bob)
})

test('[ME2] who has left is in no new expense, and may be again', async () => {
  const pot = await founded()
  const bob = memberNamed(pot, 'Bob')
  must(await retireMember(pot, bob))
  expect(await addEntry(pot, dinner(pot, 'Alice', 900))).toEqual({
    ok: false,
    error: { type: 'MemberRetired', member: bob },
  })
  must(await returnMember(pot, bob))
  must(await addEntry(pot, dinner(pot, 'Alice', 900)))
  expect(nets(pot)).toEqual({ Alice: 600n, Bob: -300n, Bobby: -300n })
})

test('[ME8] two members become one and are told apart again; who has a device is merged into nobody', async () => {
  const pot = await founded()
  const [alice, bob, bobby] = ['Alice', 'Bob', 'Bobby'].map((name) => memberNamed(pot, name)) as [
    ReturnType<typeof memberNamed>,
    ReturnType<typeof memberNamed>,
    ReturnType<typeof memberNamed>,
  ]
  must(await addEntry(pot, dinner(pot, 'Alice', 900)))
  expect(await mergeMembers(pot, alice, bob)).toMatchObject({ error: { type: 'MemberHasDevice' } })
  expect(await mergeMembers(pot, bob, bob)).toMatchObject({ error: { type: 'SamePerson' } })
  expect(await undoMerge(pot, bobby)).toMatchObject({ error: { type: 'NotMerged' } })
  must(await mergeMembers(pot, bobby, bob))
  expect(nets(pot)).toEqual({ Alice: 600n, Bob: -600n })
  must(await undoMerge(pot, bobby))
  expect(nets(pot)).toEqual({ Alice: 600n, Bob: -300n, Bobby: -300n })
})

test('[EX4] a recurring entry is caught up with once, day by day, and stopped', async () => {
  const pot = await founded()
  const series = must(await startSeries(pot, rent(pot)))
  expect(must(await catchUp(pot, '2026-03-30'))).toBe(2)
  expect(must(await catchUp(pot, '2026-03-30'))).toBe(0)
  const dates = [...pot.fold().open.live.values()].map(({ content }) => content?.date)
  expect(new Set(dates)).toEqual(new Set(['2026-01-31', '2026-02-28']))
  must(await stopSeries(pot, series.id, '2026-03-30'))
  expect(must(await catchUp(pot, '2027-01-01'))).toBe(0)
  expect(nets(pot)).toEqual({ Alice: 4000n, Bob: -2000n, Bobby: -2000n })
})

test('[EX4] two devices that were apart write one row for one day', async () => {
  const [alice, bob] = [await createInstallation(), await createInstallation()]
  const pot = must(await alice.createPot({ title: 'Flat', currency: EUR, you: 'Alice', others: ['Bob'], chain: null }))
  must(await startSeries(pot, rent(pot)))
  const other = await carry(pot, bob)
  must(await claimMember(other, memberNamed(other, 'Bob')))
  expect(must(await catchUp(other, '2026-02-01'))).toBe(0)
  expect(must(await catchUp(pot, '2026-02-01'))).toBe(1)
  expect(pot.fold().open.live.size).toBe(1)
})

test('[EX4] terms that are no series are refused', async () => {
  const pot = await founded()
  const ends = { ...rent(pot), end: { type: 'until', date: 'soon' } } as const
  expect(await startSeries(pot, ends)).toMatchObject({ error: { type: 'BadSeries', error: { type: 'BadSeriesEnd' } } })
})

test('[EX2] a deleted entry is restored as it was', async () => {
  const pot = await founded()
  const root = must(await addEntry(pot, dinner(pot, 'Alice', 900))).id as string as EntryId
  expect(await restoreEntry(pot, root)).toMatchObject({ error: { type: 'NotDeleted' } })
  must(await voidEntry(pot, root))
  must(await restoreEntry(pot, root))
  expect(nets(pot)).toEqual({ Alice: 600n, Bob: -300n, Bobby: -300n })
})

test('[EX5] a comment is said and withdrawn by who said it', async () => {
  const pot = await founded()
  const root = must(await addEntry(pot, dinner(pot, 'Alice', 900))).id as string as EntryId
  expect(await addComment(pot, root, '  ')).toMatchObject({ error: { type: 'NothingSaid' } })
  const comment = must(await addComment(pot, root, 'Great fish'))
  const said = (): readonly boolean[] =>
    discussionOf(pot.fold().known.events, pot.fold().open, root).comments.map(({ isWithdrawn }) => isWithdrawn)
  expect(said()).toEqual([false])
  expect(await withdrawComment(pot, root, 'ff'.repeat(32) as never)).toMatchObject({
    error: { type: 'NotYourComment' },
  })
  must(await withdrawComment(pot, root, comment.id))
  expect(said()).toEqual([true])
})
