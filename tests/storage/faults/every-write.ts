// Every way in which something is written to a storage, and everything that can be read back: what a write that fails or is killed is held to.

import type { AccountId, EventId, H160, Hash32, MemberId, PlacedEvent } from '../../../src/domain/index.ts'
import type { SignedEvent } from '../../../src/log/index.ts'
import type { FollowTarget, KeptEnvelope, RelayMemory, Storage } from '../../../src/storage/index.ts'
import { alice, lisbon } from '../../log/people.ts'
import type { Sent } from '../contract/storage-case.ts'

/** One write. */
export interface Write {
  readonly title: string
  /** What has to be there before. */
  readonly before?: (storage: Storage<Sent>) => Promise<unknown>
  /** Whether it says that it is done. */
  readonly run: (storage: Storage<Sent>) => Promise<boolean>
}

const story = await lisbon()
const { pot, events } = story
const own = events.filter(({ event }) => event.device === alice.signer.device)
const others = events.filter(({ event }) => event.device !== alice.signer.device)

const hash = (byte: string): Hash32 => byte.repeat(32) as Hash32
const target: FollowTarget = {
  genesis: hash('45'),
  contract: '0c'.repeat(20) as H160,
  group: hash('60'),
  createdAt: hash('b0'),
}
const cursor = (number: number) => ({ number, hash: hash('c0'), codeHash: hash('cc') })
const placed = (blockNumber: number): PlacedEvent => ({
  event: { kind: 'Closed', group: target.group, epoch: 1n, seq: 2n, head: hash('ee') },
  at: { blockNumber, blockHash: hash('b1'), extrinsicIndex: 1, eventIndex: 0 },
})
const sent: Sent = {
  hash: hash('01'),
  account: hash('aa') as string as AccountId,
  nonce: 7,
  purpose: null,
  call: { planck: 5n, proof: [], urgent: true },
}
const envelope = (sequence: number): KeptEnvelope => ({
  id: hash(`e${sequence}`) as string as KeptEnvelope['id'],
  device: alice.signer.device,
  sequence,
  bytes: Uint8Array.of(sequence, 7),
  event: null,
})
const known: RelayMemory = {
  route: hash('70') as string as RelayMemory['route'],
  key: null,
  epoch: '1e'.repeat(16) as RelayMemory['epoch'],
  serving: '1e'.repeat(16) as RelayMemory['serving'],
  position: { count: 3, hash: hash('11') },
  head: null,
  trail: [hash('11')],
  unsigned: [],
}
const step = { relay: 'wss://one.example', known, holds: [envelope(0).id, envelope(1).id], startsOver: false } as const

const warned = [{ about: step.relay, warnings: [{ type: 'RelayWentBack' }] }]

const done = (result: { readonly ok: boolean }): boolean => result.ok
/** For ports that reject. */
const resolves = (work: Promise<unknown>): Promise<boolean> =>
  work.then(
    () => true,
    () => false,
  )
const whole = async ({ logs, snapshots, follow, envelopes }: Storage<Sent>): Promise<void> => {
  await logs.append(pot, events)
  await snapshots.keep(pot, { head: Uint8Array.of(1), body: Uint8Array.of(2) })
  await follow.append(target, { cursor: cursor(5), events: [placed(5)] })
  await envelopes.append(pot, [envelope(0), envelope(1)], step, warned)
}

/** All writes of the port. */
export const everyWrite: readonly Write[] = [
  { title: 'events from elsewhere', run: async ({ logs }) => done(await logs.append(pot, events)) },
  {
    title: 'own events, three at once',
    before: ({ logs }) => logs.append(pot, [...others, own[0] as SignedEvent]),
    run: async ({ logs }) => done(await logs.appendOwn(pot, own.slice(1, 4))),
  },
  { title: 'removing a pot', before: whole, run: async ({ logs }) => done(await logs.remove(pot)) },
  { title: 'the first keys', run: async ({ keys }) => done(await keys.loadOrCreate()) },
  {
    title: 'other keys',
    before: ({ keys }) => keys.loadOrCreate(),
    run: async ({ keys }) => {
      const kept = await keys.loadOrCreate()
      return kept.ok && done(await keys.replace({ ...kept.value, sealingSecret: new Uint8Array(32).fill(7) }))
    },
  },
  {
    title: 'followed events and the cursor',
    before: ({ follow }) => follow.append(target, { cursor: cursor(5), events: [placed(5)] }),
    run: ({ follow }) =>
      resolves(follow.append(target, { cursor: cursor(9), events: [placed(7), placed(8), placed(9)] })),
  },
  { title: 'forgetting what was followed', before: whole, run: ({ follow }) => resolves(follow.clear(target)) },
  { title: 'a pending transaction', run: async ({ pending }) => done(await pending.add(sent)) },
  {
    title: 'the end of a pending transaction',
    before: ({ pending }) => pending.add(sent),
    run: async ({ pending }) => done(await pending.remove(sent.hash)),
  },
  { title: 'a setting', run: async ({ settings }) => done(await settings.set('locale', 'pt')) },
  {
    title: 'removing a setting',
    before: ({ settings }) => settings.set('locale', 'pt'),
    run: async ({ settings }) => done(await settings.remove('locale')),
  },
  {
    title: 'how a pot is met',
    run: async ({ access }) =>
      done(
        await access.set({
          pot,
          salt: hash('5a'),
          relays: ['wss://one.example'],
          keys: [{ id: hash('4e') as string as EventId, key: Uint8Array.of(1) }],
          head: hash('ed') as string as EventId,
          claim: { member: hash('3e') as string as MemberId, certificate: null },
        }),
      ),
  },
  {
    title: 'envelopes with what is known of their relay and held against it',
    run: async ({ envelopes }) => done(await envelopes.append(pot, [envelope(0), envelope(1)], step, warned)),
  },
  {
    title: 'taking back what was held against a relay',
    before: whole,
    run: async ({ envelopes }) =>
      done(await envelopes.append(pot, [envelope(2)], undefined, [{ about: step.relay, warnings: [] }])),
  },
  {
    title: 'own envelopes, three at once',
    before: ({ envelopes }) => envelopes.append(pot, [envelope(0)]),
    run: async ({ envelopes }) => done(await envelopes.appendOwn(pot, [envelope(1), envelope(2), envelope(3)])),
  },
  {
    title: 'forgetting a relay',
    before: whole,
    run: async ({ envelopes }) => done(await envelopes.forget(pot, step.relay)),
  },
  { title: 'forgetting envelopes', before: whole, run: async ({ envelopes }) => done(await envelopes.remove(pot)) },
  {
    title: 'a snapshot in place of another',
    before: ({ snapshots }) => snapshots.keep(pot, { head: Uint8Array.of(1), body: Uint8Array.of(2) }),
    run: async ({ snapshots }) => done(await snapshots.keep(pot, { head: Uint8Array.of(3), body: Uint8Array.of(4) })),
  },
  { title: 'dropping a snapshot', before: whole, run: async ({ snapshots }) => done(await snapshots.drop(pot)) },
]

/** Everything that a storage holds, as plain text that can be compared. */
export const contentOf = async ({
  logs,
  keys,
  follow,
  pending,
  settings,
  access,
  envelopes,
  snapshots,
}: Storage<Sent>): Promise<string> => {
  const found = {
    pots: await logs.pots(),
    events: await logs.read(pot),
    count: await logs.count(pot),
    keys: await keysOf(keys),
    follow: await follow.load(target),
    pending: await pending.list(),
    locale: await settings.get('locale'),
    access: await access.list(),
    route: await envelopes.read(pot),
    head: await snapshots.head(pot),
    body: await snapshots.body(pot),
  }
  return JSON.stringify(
    found,
    (_, value: unknown) =>
      typeof value === 'bigint' ? `${value}n` : value instanceof Uint8Array ? Array.from(value).join(' ') : value,
    1,
  )
}

/** Keys made by a run differ from those of another: whether there are some, and what was replaced in them. */
const keysOf = async (keys: Storage<Sent>['keys']): Promise<unknown> => {
  const loaded = await keys.load()
  if (!loaded.ok || loaded.value === null) return loaded
  const { deviceKey, sealingSecret, account } = loaded.value
  return { device: deviceKey.device.length, account: account.kind, replaced: sealingSecret.every((byte) => byte === 7) }
}
