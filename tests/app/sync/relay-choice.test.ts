import { expect, test } from 'vitest'
import { chooseRelays, chosenRelays, parseRelays } from '../../../src/app/sync/relay-choice.ts'
import { parseRelayAddress } from '../../../src/app/sync/relay-address.ts'
import { startSyncing } from '../../../src/app/sync/syncing.ts'
import { createProcessLocks } from '../../../src/app/sync/hold-lock.ts'
import { configOf, startTestRelay, temporaryFolder } from '../../relay/test-relay.ts'
import { addEntry } from '../../../src/app/index.ts'
import { syncViewOf } from '../../../src/app/sync/sync-state.ts'
import { dinner, must } from '../people.ts'
import { found, share, startInstallation } from './devices.ts'
import { addressOf, relayPorts, until } from './relay-ports.ts'

test('an address is taken as people write it', () => {
  const of = (text: string) => parseRelayAddress(text)
  expect(of(' relay.example ')).toEqual({ ok: true, value: 'wss://relay.example/v1' })
  expect(of('wss://relay.example/v1')).toEqual({ ok: true, value: 'wss://relay.example/v1' })
  expect(of('wss://relay.example:8787/pots')).toEqual({ ok: true, value: 'wss://relay.example:8787/pots' })
  for (const host of ['localhost', '127.0.0.1', '[::1]'])
    expect(of(`ws://${host}:8787`)).toEqual({ ok: true, value: `ws://${host}:8787/v1` })
})

test('what is no address, or not protected, is refused with the reason', () => {
  const refused = (text: string, type: string) =>
    expect(parseRelayAddress(text)).toEqual({ ok: false, error: { type, text } })
  for (const text of [
    '',
    '   ',
    'https://relay.example',
    'wss://',
    'two words',
    'wss://a:b@relay.example',
    'wss://x.example/#a',
  ])
    refused(text, 'NoRelayAddress')
  for (const text of ['ws://relay.example', 'ws://127.0.0.1.example', 'ws://10.0.0.1'])
    refused(text, 'OpenRelayAddress')
})

test('relays of an installation: those of the build until others are chosen, and again when none are', async () => {
  const { ports } = await startInstallation()
  const preset = ['wss://build.example/v1']
  expect(await chosenRelays(ports, preset)).toEqual(preset)
  expect(await chooseRelays(ports, ['mine.example', '', 'mine.example'])).toEqual({
    ok: true,
    value: ['wss://mine.example/v1'],
  })
  expect(await chosenRelays(ports, preset)).toEqual(['wss://mine.example/v1'])
  expect(await chooseRelays(ports, ['ws://open.example'])).toMatchObject({ error: { type: 'OpenRelayAddress' } })
  expect(await chosenRelays(ports, preset)).toEqual(['wss://mine.example/v1'])
  must(await chooseRelays(ports, []))
  expect(await chosenRelays(ports, preset)).toEqual(preset)
  const many = Array.from({ length: 9 }, (_, i) => `r${i}.example`)
  expect(parseRelays(many)).toEqual({ ok: false, error: { type: 'TooManyRelays', limit: 8 } })
})

test('pots begin to be synced with their first relay, go over to others, and end without any', async () => {
  const [north, south] = [addressOf(await startTestRelay()), addressOf(await startTestRelay())]
  const alice = await startInstallation()
  const session = await found(alice, 'Alice')
  const clock = { now: () => 1_780_000_000 }
  const syncing = startSyncing(alice, { ...relayPorts, clock, hold: createProcessLocks() })
  must(await syncing.refresh())
  expect(syncing.of(session.id)).toBe(null)
  expect(await syncing.setRelays(session, ['ws://open.example'])).toMatchObject({ error: { type: 'OpenRelayAddress' } })
  expect(session.fold().open.keys.size).toBe(0)
  const isAt = (relay: string): boolean => {
    const status = syncing.of(session.id)?.status()
    return status?.toSend === 0 && status.relays[0]?.relay === relay && status.relays[0].status.isRead
  }
  for (const relay of [north, south]) {
    must(await syncing.setRelays(session, [relay]))
    await until(() => isAt(relay), syncing.subscribe)
  }
  // One key, made with the first relay.
  expect(session.fold().open.keys.size).toBe(1)
  must(await syncing.setRelays(session, []))
  expect(syncing.of(session.id)).toBe(null)
  await syncing.close()
})

test('a relay that is full is named; what it does not take stays here and goes to another', async () => {
  const config = configOf(temporaryFolder())
  const small = await startTestRelay({ ...config, limits: { ...config.limits, deviceEnvelopes: 4 } })
  const alice = await startInstallation()
  const session = await found(alice, 'Alice', 'Bob')
  const sharing = await share(alice, session, [addressOf(small)])
  await sharing.until(({ relays: [line] }) => line?.refusals.has('DeviceQuota') === true)
  const device = session.identity.signer.device
  const view = syncViewOf({ status: sharing.sync.status(), facts: session.fold().open, forked: [], device })
  expect(view).toEqual({ kind: 'attention', reasons: [{ type: 'RelayFull', relay: addressOf(small) }] })
  await sharing.sync.close()
  must(await addEntry(session, dinner(session, 'Alice', 100)))
  const both = await share(alice, session, [addressOf(small), addressOf(await startTestRelay())])
  await both.until(({ toSend, relays }) => toSend === 0 && relays[1]?.status.toSend === 0)
  expect(both.sync.status().relays[0]?.status.toSend).toBeGreaterThan(0)
})
