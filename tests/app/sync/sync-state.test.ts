import { expect, test } from 'vitest'
import type { PotSyncStatus, RelaySync } from '../../../src/app/sync/pot-sync-status.ts'
import { syncViewOf, type SyncFacts } from '../../../src/app/sync/sync-state.ts'
import type { DeviceId, Member, MemberId } from '../../../src/domain/index.ts'

const [mine, bobs, carols] = ['a', 'b', 'c'].map((digit) => digit.repeat(64)) as [DeviceId, DeviceId, DeviceId]
const member = (id: string, ...devices: readonly DeviceId[]): readonly [MemberId, Member] => [
  id as MemberId,
  {
    id: id as MemberId,
    name: id,
    named: id as never,
    account: null,
    devices,
    retired: null,
    retiredThemself: false,
    mergedInto: null,
  },
]
const facts: SyncFacts['facts'] = {
  members: new Map([member('alice', mine), member('bob', bobs), member('carol', carols), member('dave')]),
  devices: new Map([[mine, { id: mine, member: 'alice' as MemberId } as never]]),
}
const line = (changes: Partial<RelaySync> = {}, status: Partial<RelaySync['status']> = {}): RelaySync => ({
  relay: 'wss://relay.example/v1',
  status: { connection: 'online', toSend: 0, toReceive: 0, isRead: true, ...status },
  readAt: 1000,
  findings: [],
  refusals: new Map(),
  ...changes,
})
const offline = { connection: 'waiting', isRead: false } as const
const status = (changes: Partial<PotSyncStatus> = {}): PotSyncStatus => ({
  where: 'here',
  relays: [line()],
  toSend: 0,
  unreadable: 0,
  waiting: 0,
  refused: [],
  authors: new Set([mine, bobs]),
  lacksKey: null,
  fault: null,
  ...changes,
})
const view = (now: PotSyncStatus | null, forked: readonly DeviceId[] = []) =>
  syncViewOf({ status: now, facts, forked, device: mine })
const reasons = (now: PotSyncStatus, forked: readonly DeviceId[] = []): readonly string[] => {
  const shown = view(now, forked)
  return shown.kind === 'attention' ? shown.reasons.map(({ type }) => type) : [shown.kind]
}

test('a pot without relays is on this device only', () => {
  expect(view(null)).toEqual({ kind: 'here', hasRelays: false, toSend: 0 })
})

test('up to date: with how many of those others who have a device, and since when', () => {
  expect(view(status())).toEqual({ kind: 'level', reached: 1, members: 2, at: 1000, toSend: 0 })
  const two = [line({ readAt: 900 }), line({ readAt: 1100 })]
  expect(view(status({ relays: two, authors: new Set([bobs, carols]) }))).toMatchObject({ reached: 2, at: 1100 })
})

test('syncing: while something is on its way, or nobody was heard yet', () => {
  expect(view(status({ toSend: 3 }))).toEqual({ kind: 'syncing', toSend: 3, toReceive: 0 })
  expect(view(status({ relays: [line({}, { toReceive: 7, isRead: false })] }))).toEqual({
    kind: 'syncing',
    toSend: 0,
    toReceive: 7,
  })
  const first = line({ readAt: null }, { connection: 'connecting', isRead: false })
  expect(view(status({ relays: [first] })).kind).toBe('syncing')
})

test('offline is quiet: what is to be sent is said, and nothing is alarming', () => {
  expect(view(status({ relays: [line({}, offline)], toSend: 4 }))).toEqual({
    kind: 'level',
    reached: 1,
    members: 2,
    at: 1000,
    toSend: 4,
  })
  expect(view(status({ relays: [line({ readAt: null }, offline)], toSend: 4 }))).toEqual({
    kind: 'here',
    hasRelays: true,
    toSend: 4,
  })
  // A new try shows nothing new.
  expect(view(status({ relays: [line({}, { connection: 'connecting', isRead: false })] })).kind).toBe('level')
})

test('one relay of two is enough', () => {
  expect(view(status({ relays: [line({ readAt: null }, offline), line()] })).kind).toBe('level')
})

test('attention says exactly what: of a relay', () => {
  const of = (...findings: readonly { readonly type: string; readonly reason?: string }[]): readonly string[] =>
    reasons(status({ relays: [line({ findings: findings as never })] }))
  expect(of({ type: 'RelayStartedOver', reason: 'RolledBack' }, { type: 'RelayWentBack' })).toEqual(['RelayWentBack'])
  expect(of({ type: 'RelayStartedOver', reason: 'OtherEpoch' })).toEqual(['RelayLostAll'])
  expect(of({ type: 'RelayStartedOver', reason: 'Pruned' })).toEqual(['level'])
  expect(of({ type: 'RelayRewrote' })).toEqual(['RelayRewrote'])
  expect(of({ type: 'RelayKeyChanged' })).toEqual(['RelayKeyChanged'])
  expect(of({ type: 'TwoViews' })).toEqual(['RelayTwoViews'])
  for (const type of ['RelayOutOfPlace', 'RelayBadHead', 'RelaySentJunk', 'RelayForged'])
    expect(of({ type })).toEqual(['RelayUnusable'])
  const refused = (reason: string): readonly string[] =>
    reasons(status({ relays: [line({ refusals: new Map([[reason, {}]]) as never })] }))
  for (const reason of ['DeviceQuota', 'RouteQuota', 'TooManyDevices']) expect(refused(reason)).toEqual(['RelayFull'])
  expect(refused('BadSignature')).toEqual(['RelayRefuses'])
})

test('attention says exactly what: of a pot', () => {
  expect(reasons(status(), [bobs])).toEqual(['DeviceForkOpen'])
  expect(view(null, [bobs])).toEqual({ kind: 'attention', reasons: [{ type: 'DeviceForkOpen', device: bobs }] })
  expect(reasons(status({ refused: [{} as never] }))).toEqual(['EventsRefused'])
  expect(reasons(status({ lacksKey: 'ab' as never, unreadable: 2 }))).toEqual(['KeyMissing'])
  expect(reasons(status({ unreadable: 2 }))).toEqual(['EnvelopesUnreadable'])
  expect(reasons(status({ fault: { type: 'QuotaExceeded' } }))).toEqual(['SyncFault'])
  // Not before everything was read: the key may be on its way.
  expect(reasons(status({ unreadable: 2, relays: [line({}, { isRead: false, toReceive: 5 })] }))).toEqual(['syncing'])
})
