import { cpSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { addEntry, claimMember, confirmClaim, type PotSession } from '../../../src/app/index.ts'
import { meetNeighbours } from '../../../src/app/sync/meet-neighbours.ts'
import type { ToldHead } from '../../../src/sync/index.ts'
import { configOf, startTestRelay, temporaryFolder } from '../../relay/test-relay.ts'
import { dinner, memberNamed, must } from '../people.ts'
import { aliceAndBob, equal, follow, found, idle, memory, startInstallation, type SyncedPot } from './devices.ts'
import { addressOf, relayPorts, until } from './relay-ports.ts'

const meet = (session: PotSession, pot: SyncedPot | null = null): (() => void) => {
  const channel = new BroadcastChannel(`quits/pot/${session.id}`)
  const met = meetNeighbours(session, channel, () => pot?.sync ?? null)
  const leave = (): void => {
    met.leave()
    channel.close()
  }
  onTestFinished(leave)
  return leave
}
const become = (one: PotSession, other: PotSession): Promise<void> =>
  until(
    () => one.log().events.size === other.log().events.size && one.log().tips().join() === other.log().tips().join(),
    (listener) => {
      const stops = [one.subscribe(listener), other.subscribe(listener)]
      return () => {
        for (const stop of stops) stop()
      }
    },
    () => [one.log().events.size, other.log().events.size],
  )

test('two people in tabs of one browser become equal without a relay; tabs of one person leave each other alone', async () => {
  const [storage, other] = [memory(), memory()]
  const [alice, bob] = [await startInstallation(storage), await startInstallation(other)]
  const hers = await found(alice, 'Alice', 'Bob')
  must(await bob.receive(hers.id, hers.stored()))
  const his = must(await bob.open(hers.id))
  const second = must(await (await startInstallation(storage)).open(hers.id))
  meet(hers)
  meet(second)
  meet(his)
  const claim = must(await claimMember(his, memberNamed(his, 'Bob')))
  await become(hers, his)
  must(await confirmClaim(hers, claim.id))
  must(await addEntry(his, dinner(his, 'Bob', 500)))
  await become(hers, his)
  must(await addEntry(second, dinner(second, 'Alice', 700)))
  await become(hers, his)
  expect(hers.fold().open.nets).toEqual(his.fold().open.nets)
  expect(await alice.ports.storage.settings.get('device copied')).toEqual({ ok: true, value: null })
})

test('[threat: relay withholds, reorders, rolls back, shows two views] a relay that shows two people two orders is found when they meet', async () => {
  // One relay, and a copy of it with the same key and database: what it says to each of two people parts from there.
  const [data, copy] = [temporaryFolder(), temporaryFolder()]
  const relay = await startTestRelay(configOf(data))
  const [alice, bob] = await aliceAndBob([addressOf(relay)])
  const [hers, his] = [await alice.session(), await bob.session()]
  await Promise.all([alice.sync.close(), bob.sync.close()])
  await relay.stop()
  cpSync(data, copy, { recursive: true })
  const [one, two] = [await startTestRelay(configOf(data)), await startTestRelay(configOf(copy))]
  const startOver = async (pot: SyncedPot, to: typeof one): Promise<SyncedPot> => {
    const access = must(await pot.quits.ports.storage.access.get(hers.id))
    if (access === null) throw new Error('the access is gone')
    return follow(pot.quits, access, { open: (_relay, route) => relayPorts.open(addressOf(to), route) })
  }
  const [alices, bobs] = [await startOver(alice, one), await startOver(bob, two)]
  await Promise.all([idle(alices), idle(bobs)])
  must(await addEntry(hers, dinner(hers, 'Alice', 100)))
  must(await addEntry(his, dinner(his, 'Bob', 200)))
  await Promise.all([idle(alices), idle(bobs)])
  expect(hers.log().tips()).not.toEqual(his.log().tips())
  const told: readonly ToldHead[] = bobs.sync.told()
  expect(told.length).toBe(1)
  await alices.sync.holdAgainst(told)
  await alices.until(({ relays: [line] }) => line?.findings[0]?.type === 'TwoViews')
  // The exchange itself tells it, too, and makes them equal all the same.
  meet(hers, alices)
  meet(his, bobs)
  await bobs.until(({ relays: [line] }) => line?.findings[0]?.type === 'TwoViews')
  await equal(alices, bobs)
})
