import { expect, test } from 'vitest'
import { addEntry, claimMember, confirmClaim, createQuits } from '../../../src/app/index.ts'
import type { PendingTransaction } from '../../../src/chain/index.ts'
import { createMemoryStorage, type Storage } from '../../../src/storage/index.ts'
import { startTestRelay } from '../../relay/test-relay.ts'
import { dinner, memberNamed, must } from '../people.ts'
import { follow, found, idle, isIdle, letIn, portsOver, share, startInstallation, untilEvents } from './devices.ts'
import { failAt } from './failing-storage.ts'
import { addressOf, until } from './relay-ports.ts'

/** Envelopes and events that are there twice where once is right. */
const repetitions = async (storage: Storage<PendingTransaction>, pot: never): Promise<readonly string[]> => {
  const { envelopes } = must(await storage.envelopes.read(pot))
  const names = envelopes.flatMap(({ device, sequence, event }) => [`${device}/${sequence}`, event ?? 'unread'])
  return names.filter((name, index) => names.indexOf(name) !== index)
}

test('a store that fails at any one write: after a restart nothing is lost and nothing is there twice', async () => {
  const relays = [addressOf(await startTestRelay())]
  const alice = await startInstallation()
  const hers = await found(alice, 'Alice', 'Bob')
  const sharing = await share(alice, hers, relays)
  await sharing.until(() => isIdle(sharing))

  // Bob has joined and is offline. What happens next is the same each time, up to the write that fails.
  const kept = createMemoryStorage<PendingTransaction>()
  const bob = await startInstallation(kept)
  const joined = await letIn(bob, hers, relays)
  const his = await joined.session()
  const claim = must(await claimMember(his, memberNamed(his, 'Bob')))
  await untilEvents(sharing, hers.id, [claim.id])
  must(await confirmClaim(hers, claim.id))
  await untilEvents(joined, hers.id, hers.log().events.keys())
  await idle(joined)
  await idle(sharing)
  await joined.sync.close()
  const [access] = must(await kept.access.list())
  if (access === undefined) throw new Error('the access is gone')

  let isComplete = false
  let at = 0
  for (; !isComplete; at++) {
    expect(at).toBeLessThan(60)
    must(await addEntry(hers, dinner(hers, 'Alice', 100 + at)))
    await sharing.until(() => isIdle(sharing))
    const failing = failAt(kept, at)
    const dying = must(await createQuits(portsOver(failing.storage)))
    const opened = await dying.open(access.pot)
    const sync = follow(dying, access)
    const written = opened.ok ? await addEntry(opened.value, dinner(opened.value, 'Bob', 500, `Round ${at}`)) : opened
    await until(
      () => failing.isDead() || isIdle(sync),
      (listener) => {
        const stops = [sync.sync.subscribe(listener), sharing.sync.subscribe(listener)]
        return () => {
          for (const stop of stops) stop()
        }
      },
      () => ({ at, writes: failing.writes(), ...sync.sync.status() }),
    )
    isComplete = !failing.isDead()
    await sync.sync.close()

    const resumed = follow(await startInstallation(kept), access)
    const again = await resumed.session()
    // What was said to be saved is there, what was not is not.
    const titles = [...again.fold().open.live.values()].map(({ live: { body } }) => 'entry' in body && body.entry.title)
    expect(titles.includes(`Round ${at}`)).toBe(written.ok)
    await resumed.until(() => isIdle(resumed))
    await untilEvents(sharing, hers.id, again.log().events.keys())
    await untilEvents(resumed, hers.id, hers.log().events.keys())
    expect(again.log().tips()).toEqual(hers.log().tips())
    expect(await repetitions(kept, hers.id as never)).toEqual([])
    await resumed.sync.close()
  }
  expect(at).toBeGreaterThan(5)
})
