import { expect, test } from 'vitest'
import { addEntry, claimMember, confirmClaim } from '../../../src/app/index.ts'
import { startTestRelay } from '../../relay/test-relay.ts'
import { dinner, memberNamed, must, nets } from '../people.ts'
import { equal, found, letIn, share, startInstallation, untilEvents } from './devices.ts'
import { addressOf } from './relay-ports.ts'

test('two installations become equal through a relay, and stay so', async () => {
  const relays = [addressOf(await startTestRelay())]
  const [alice, bob] = [await startInstallation(), await startInstallation()]
  const hers = await found(alice, 'Alice', 'Bob')
  must(await addEntry(hers, dinner(hers, 'Alice', 3000)))
  const sharing = await share(alice, hers, relays)
  await sharing.until(({ toSend, relays: [line] }) => toSend === 0 && line?.status.isRead === true)
  const joined = await letIn(bob, hers, relays)
  const his = await joined.session()
  expect(nets(his)).toEqual({ Alice: 1500n, Bob: -1500n })

  const claim = must(await claimMember(his, memberNamed(his, 'Bob')))
  await untilEvents(sharing, hers.id, [claim.id])
  must(await confirmClaim(hers, claim.id))
  await untilEvents(joined, hers.id, hers.log().events.keys())
  must(await addEntry(his, dinner(his, 'Bob', 1000)))
  await joined.until(({ toSend }) => toSend === 0)
  await untilEvents(sharing, hers.id, his.log().events.keys())
  expect(nets(hers)).toEqual({ Alice: 1000n, Bob: -1000n })
  await equal(sharing, joined)
  expect(hers.log().tips()).toEqual(his.log().tips())
  for (const { sync, until } of [sharing, joined]) {
    await until(({ waiting, unreadable }) => waiting + unreadable === 0)
    expect(sync.status()).toMatchObject({ fault: null, refused: [], lacksKey: null })
  }
})
