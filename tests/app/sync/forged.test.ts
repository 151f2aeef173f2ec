import { expect, test } from 'vitest'
import { routeOf } from '../../../src/sync/index.ts'
import { relayFrameToBytes, ROUTE_START, type RelayEpoch, type RelayKey } from '../../../src/sync/relay/index.ts'
import { ok } from '../../../src/domain/index.ts'
import { createAuthor, signerOf } from '../../relay/test-client.ts'
import { accessFor, follow, found, startInstallation } from './devices.ts'
import { saying } from './saying.ts'

test('an envelope that its author did not sign is dropped and told; one that is signed and holds junk is kept and read by nobody', async () => {
  const alice = await startInstallation()
  const session = await found(alice, 'Alice')
  const relay = 'wss://lying.example/v1'
  const access = await accessFor(session, [relay])
  const route = routeOf(access.pot, access.salt)
  const author = createAuthor(route, signerOf(9))
  const [junk, forged] = [await author.next(), await author.next()]
  const altered = forged.bytes.slice()
  altered[altered.length - 1] = (altered.at(-1) ?? 0) ^ 1
  const welcome = relayFrameToBytes({
    kind: 'welcome',
    key: 'ab'.repeat(32) as RelayKey,
    epoch: 'cd'.repeat(16) as RelayEpoch,
  })
  const envelopes = [junk.bytes, altered]
  const sent = relayFrameToBytes({ kind: 'envelopes', route, count: ROUTE_START.count, envelopes })
  const pot = follow(alice, access, { open: async () => ok(saying([welcome, sent])) })
  await pot.until(({ relays: [line] }) => line?.findings.length === 1)
  expect(pot.sync.status().relays[0]?.findings).toEqual([{ type: 'RelayForged', envelopes: 1 }])
  await pot.until(({ unreadable }) => unreadable === 1)
  const kept = await alice.ports.storage.envelopes.read(access.pot)
  expect(kept).toMatchObject({ ok: true, value: { envelopes: [{ id: junk.id, event: null }] } })
})
