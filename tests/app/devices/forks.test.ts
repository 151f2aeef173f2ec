import { expect, test } from 'vitest'
import {
  castVote,
  devicesOf,
  joinOwnPot,
  openForks,
  recoverAccount,
  recoveryWords,
  votesOn,
} from '../../../src/app/devices/index.ts'
import {
  addEntry,
  claimMember,
  confirmClaim,
  createQuits,
  type PotSession,
  type Quits,
} from '../../../src/app/index.ts'
import { carry, createInstallation, dinner, EUR, memberNamed, must } from '../people.ts'

const restart = async ({ ports }: Quits): Promise<Quits> => must(await createQuits(ports))

/** Alice's phone and a copy of it that wrote something else; Bob and Carol, who have both. */
const forkedPot = async (): Promise<{
  readonly alice: Quits
  readonly his: PotSession
  readonly hers: PotSession
}> => {
  const [alice, bob, carol, copy] = await Promise.all(Array.from({ length: 4 }, () => createInstallation()))
  if (!alice || !bob || !carol || !copy) throw new Error('four of them')
  const pot = must(
    await alice.createPot({ title: 'Lisbon', currency: EUR, you: 'Alice', others: ['Bob', 'Carol'], chain: null }),
  )
  const his = await carry(pot, bob)
  const hers = await carry(pot, carol)
  for (const [session, name] of [
    [his, 'Bob'],
    [hers, 'Carol'],
  ] as const) {
    const claim = must(await claimMember(session, memberNamed(session, name)))
    await carry(session, alice)
    must(await confirmClaim(pot, claim.id))
  }
  must(await copy.ports.storage.keys.replace(must(await alice.ports.storage.keys.loadOrCreate())))
  // It has the phone's log by its own storage, not from outside: that is what a copied profile is.
  must(await copy.ports.storage.logs.append(pot.id, [...pot.log().events.values()]))
  const twin = await restart(copy)
  const other = must(await twin.open(pot.id))
  must(await addEntry(pot, dinner(pot, 'Alice', 1000, 'Museum')))
  must(await addEntry(other, dinner(other, 'Alice', 2000, 'Taxi')))
  must(await addEntry(other, dinner(other, 'Alice', 3000, 'Boat')))
  for (const session of [pot, other]) {
    await carry(session, bob)
    await carry(session, carol)
  }
  return { alice, his, hers }
}
const titles = (session: PotSession): readonly (readonly string[])[] =>
  openForks(session.fold()).flatMap(({ histories }) =>
    histories.map(({ events }) =>
      events.map((event) => (event.kind === 'entry.created' ? event.body.entry.title : event.kind)),
    ),
  )

test('[threat: author forks its log] [ME5] both histories of a device are shown, and members choose which one counts', async () => {
  const { alice, his, hers } = await forkedPot()
  expect(titles(his)).toHaveLength(2)
  expect(titles(his)).toEqual(expect.arrayContaining([['Museum'], ['Taxi', 'Boat']]))
  expect(devicesOf(his.fold())[0]).toMatchObject({ id: alice.identity.signer.device, state: 'forked' })
  expect(his.fold().open.live.size).toBe(0)
  const [fork] = openForks(his.fold())
  const boat = fork?.histories.find(({ events }) => events.length === 2)
  if (!fork || !boat) throw new Error('no fork')
  const motion = { type: 'branch', device: fork.device, head: boat.head } as const
  must(await castVote(his, motion))
  expect(await castVote(his, motion)).toEqual({ ok: false, error: { type: 'VotedAlready' } })
  expect(votesOn(his, motion)).toEqual([{ motion, isOwn: true }])
  must(await hers.receive(his.stored()))
  expect(votesOn(hers, motion)).toEqual([{ motion, isOwn: false }])
  must(await castVote(hers, motion))
  expect(openForks(hers.fold())).toEqual([])
  expect([...hers.fold().open.live.values()]).toHaveLength(2)
  expect(devicesOf(hers.fold())[0]?.state).toBe('speaks')
})

test('[ME5] another device of the same person chooses alone', async () => {
  const { alice, his } = await forkedPot()
  const fresh = await createInstallation()
  must(await recoverAccount(fresh, must(await recoveryWords(alice)).join(' ')))
  const tablet = await restart(fresh)
  const here = await carry(his, tablet)
  must(await joinOwnPot(here))
  const [fork] = openForks(here.fold())
  const museum = fork?.histories.find(({ events }) => events.length === 1)
  if (!fork || !museum) throw new Error('no fork')
  must(await castVote(here, { type: 'branch', device: fork.device, head: museum.head }))
  expect(openForks(here.fold())).toEqual([])
  expect([...here.fold().open.live.values()]).toHaveLength(1)
})

test('[ME5] a member who cannot be reached: each says so once', async () => {
  const { his, hers } = await forkedPot()
  const motion = { type: 'unreachable', member: memberNamed(his, 'Alice') } as const
  must(await castVote(his, motion))
  expect(his.fold().open.unreachable.size).toBe(0)
  must(await hers.receive(his.stored()))
  must(await castVote(hers, motion))
  expect([...hers.fold().open.unreachable.keys()]).toEqual([motion.member])
})
