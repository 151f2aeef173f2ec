// What every adapter keeps to, as data: `test-storage.ts` runs it in Node, the browser suite in a page.

import type {
  AccountId,
  DeviceId,
  EventId,
  H160,
  Hash32,
  MemberId,
  PlacedEvent,
  PotId,
} from '../../src/domain/index.ts'
import type { SignedEvent } from '../../src/log/index.ts'
import type {
  FollowTarget,
  InstallationKeys,
  KeptEnvelope,
  PotAccess,
  RelayMemory,
  RelayStep,
  Storage,
} from '../../src/storage/index.ts'
import { createSigner } from '../../src/crypto/index.ts'
import type { Expect } from '../expect/expect.ts'
import { altered, alice, bob, carol, foundPot, fixedPorts, lisbon } from '../log/people.ts'

/** A sent transaction as far as storage cares, with everything that plain data may hold. */
export interface Sent {
  readonly hash: Hash32
  readonly account: AccountId
  readonly nonce: number
  readonly purpose: string | null
  readonly call: { readonly planck: bigint; readonly proof: readonly string[]; readonly urgent: boolean }
}

/** A place where an adapter keeps things: opened any number of times, by several at once, until it is removed. */
export interface Place {
  readonly open: () => Storage<Sent>
  readonly remove: () => Promise<void>
}

/** What an adapter can do. */
export interface Traits {
  /** Whether what one has written another, or a later one, reads. */
  readonly shared: boolean
}

const hash = (byte: string): Hash32 => byte.repeat(32) as Hash32
const sent = (byte: string, planck: bigint): Sent => ({
  hash: hash(byte),
  account: hash('aa') as string as AccountId,
  nonce: 7,
  purpose: null,
  call: { planck, proof: ['n1', 's', '', 'ünïcode'], urgent: true },
})

const target: FollowTarget = {
  genesis: hash('45'),
  contract: '0c'.repeat(20) as H160,
  group: hash('60'),
  createdAt: hash('b0'),
}
const cursor = (number: number) => ({ number, hash: hash(number.toString(16).padStart(2, '0')), codeHash: hash('cc') })
const placed = (blockNumber: number, eventIndex: number, epoch: bigint): PlacedEvent => ({
  event: { kind: 'Closed', group: target.group, epoch, seq: 2n ** 64n - 1n, head: hash('ee') },
  at: { blockNumber, blockHash: hash(blockNumber.toString(16).padStart(2, '0')), extrinsicIndex: 1, eventIndex },
})

const potOf = (byte: string): PotId => hash(byte) as string as PotId
const accessTo = (pot: PotId, relays: readonly string[]): PotAccess => ({
  pot,
  salt: hash('5a'),
  relays,
  keys: [{ id: hash('4e') as string as EventId, key: Uint8Array.of(0, 1, 255) }],
  head: hash('ed') as string as EventId,
  claim: { member: hash('3e') as string as MemberId, certificate: null },
})
const idOf = (byte: string): KeptEnvelope['id'] => hash(byte) as string as KeptEnvelope['id']
const envelope = (device: string, sequence: number, id: string, event: string | null = null): KeptEnvelope => ({
  id: idOf(id),
  device: hash(device) as string as DeviceId,
  sequence,
  bytes: Uint8Array.of(sequence, 0, 255),
  event: event === null ? null : (hash(event) as string as EventId),
})
const memory = (count: number): RelayMemory => ({
  route: hash('70') as string as RelayMemory['route'],
  key: hash('7e') as string as RelayMemory['key'],
  epoch: '1e'.repeat(16) as RelayMemory['epoch'],
  serving: '1e'.repeat(16) as RelayMemory['serving'],
  position: { count, hash: hash('11') },
  head: {
    route: hash('70') as string as RelayMemory['route'],
    count,
    hash: hash('11'),
    signature: Uint8Array.of(9, 0, 255),
  },
  trail: [hash('10'), hash('11')],
  unsigned: [{ id: idOf('e1'), position: { count: count + 1, hash: hash('12') } }],
})
const step = (relay: string, count: number, ...holds: readonly string[]): RelayStep => ({
  relay,
  known: memory(count),
  holds: holds.map(idOf),
  startsOver: false,
})
/** With every view of bytes as plain bytes: Node's own kind is another class. */
const plain = (route: { readonly envelopes: readonly KeptEnvelope[]; readonly relays: readonly unknown[] }) => ({
  ...route,
  envelopes: route.envelopes.map((kept) => ({ ...kept, bytes: Uint8Array.from(kept.bytes) })),
})

const valueOf = <T>(
  result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown },
): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

/** What a case is given: an opened storage on a fresh place. */
export interface StorageCaseContext extends Traits {
  readonly storage: Storage<Sent>
  readonly place: Place
  readonly createPlace: () => Promise<Place>
  readonly expect: Expect
}

/** One promise that every adapter keeps. */
export interface StorageCase {
  readonly title: string
  /** Whether it is about what one has written and another reads. */
  readonly sharedOnly?: true
  readonly run: (context: StorageCaseContext) => Promise<void>
}

const sealingSecretOf = ({ sealingSecret }: InstallationKeys): Uint8Array => sealingSecret
const accountSeedOf = ({ account }: InstallationKeys): Uint8Array =>
  account.kind === 'seed' ? account.seed : new Uint8Array()
const story = lisbon()
const ofDevice = (events: readonly SignedEvent[], device: string): readonly SignedEvent[] =>
  events.filter(({ event }) => event.device === device)

/** Runs a case on a fresh place and cleans up. Rejects when the promise is not kept. */
export const assertStorageCase = async (
  { run }: StorageCase,
  createPlace: () => Promise<Place>,
  { shared }: Traits,
  expect: Expect,
): Promise<void> => {
  const place = await createPlace()
  const storage = place.open()
  try {
    await run({ storage, place, createPlace, shared, expect })
  } finally {
    await storage.close()
    await place.remove()
  }
}

/** Everything that adapters promise. */
export const storageContract: readonly StorageCase[] = [
  {
    title: 'an empty place holds nothing',
    run: async ({ storage: { logs, keys, follow, pending, settings }, expect }) => {
      expect(valueOf(await logs.pots())).toEqual([])
      expect(valueOf(await logs.read(hash('11') as string as PotId))).toEqual([])
      expect(valueOf(await keys.load())).toBe(null)
      expect(await follow.load(target)).toBe(null)
      expect(valueOf(await pending.list())).toEqual([])
      expect(valueOf(await settings.get('locale'))).toBe(null)
    },
  },

  {
    title: 'a log comes back whole, whatever the order it went in, each event once',
    run: async ({ storage: { logs }, expect }) => {
      const { pot, events } = await story
      expect(valueOf(await logs.append(pot, events.slice(4).toReversed()))).toBe(events.length - 4)
      expect(valueOf(await logs.append(pot, events.slice(0, 6)))).toBe(4)
      expect(valueOf(await logs.append(pot, events))).toBe(0)
      expect(valueOf(await logs.append(pot, []))).toBe(0)
      const expected = events
        .toSorted(({ event: a }, { event: b }) => (a.device < b.device ? -1 : a.device > b.device ? 1 : a.seq - b.seq))
        .map(({ stored }) => stored)
      const read = valueOf(await logs.read(pot))
      expect(read.map(({ id }) => id)).toEqual(expected.map(({ id }) => id))
      for (const [index, { bytes, signature }] of read.entries()) {
        expect(Uint8Array.from(bytes)).toEqual(expected[index]?.bytes)
        expect(Uint8Array.from(signature)).toEqual(expected[index]?.signature)
      }
      expect(valueOf(await logs.pots())).toEqual([pot])
    },
  },

  {
    title: 'pots are apart',
    run: async ({ storage: { logs }, expect }) => {
      const { pot, events } = await story
      const ports = fixedPorts()
      ports.random.bytes(1)
      const other = await foundPot(ports, 'Porto')
      const otherPot = other.event.id as string as PotId
      await logs.append(pot, events)
      await logs.append(otherPot, [other])
      expect(valueOf(await logs.pots())).toEqual([pot, otherPot].toSorted((a, b) => (a < b ? -1 : 1)))
      expect(valueOf(await logs.read(otherPot)).map(({ id }) => id)).toEqual([other.event.id])
      expect(valueOf(await logs.remove(pot))).toBe(undefined)
      expect(valueOf(await logs.remove(pot))).toBe(undefined)
      expect(valueOf(await logs.read(pot))).toEqual([])
      expect(valueOf(await logs.pots())).toEqual([otherPot])
    },
  },

  {
    title: 'both branches of a fork are kept',
    run: async ({ storage: { logs }, expect }) => {
      const { pot, events } = await story
      const carols = ofDevice(events, carol.signer.device)
      const branch = await altered(carols[1] as SignedEvent, { nonce: 'ab'.repeat(16) as never }, carol)
      await logs.append(pot, events)
      const event = { ...(carols[1] as SignedEvent).event, id: branch.id }
      expect(valueOf(await logs.append(pot, [{ event, stored: branch }]))).toBe(1)
      expect(valueOf(await logs.read(pot)).length).toBe(events.length + 1)
    },
  },

  {
    title: 'a device writes every place of its chain once',
    run: async ({ storage: { logs }, expect }) => {
      const { pot, events } = await story
      const [zero, one, two, three, four] = ofDevice(events, alice.signer.device) as [
        SignedEvent,
        SignedEvent,
        SignedEvent,
        SignedEvent,
        SignedEvent,
      ]
      const { device } = alice.signer
      const taken = (seq: number, { event }: SignedEvent) => ({
        ok: false,
        error: { type: 'SeqTaken', device, seq, stored: event.id },
      })
      expect(await logs.appendOwn(pot, [])).toEqual({ ok: true, value: undefined })
      expect(valueOf(await logs.pots())).toEqual([])
      expect(await logs.appendOwn(pot, [zero])).toEqual({ ok: true, value: undefined })
      expect(await logs.appendOwn(pot, [zero])).toEqual(taken(0, zero))
      expect(await logs.appendOwn(pot, [one, two, three])).toEqual({ ok: true, value: undefined })
      expect(await logs.appendOwn(pot, [two, three, four])).toEqual(taken(3, three))
      expect(await logs.appendOwn(pot, [zero])).toEqual(taken(3, three))
      // All or none: four was not written beside the refused ones.
      expect(valueOf(await logs.read(pot)).length).toBe(4)
      // Other devices' events are no obstacle, wherever they stand.
      const bobs = ofDevice(events, bob.signer.device)
      expect(await logs.appendOwn(pot, bobs)).toEqual({ ok: true, value: undefined })
      expect(await logs.appendOwn(pot, [four])).toEqual({ ok: true, value: undefined })
    },
  },

  {
    title: 'of many who write one place at the same time exactly one does',
    run: async ({ storage: first, place, shared, expect }) => {
      const { pot, events } = await story
      const [zero, one] = ofDevice(events, alice.signer.device) as [SignedEvent, SignedEvent]
      const second = shared ? place.open() : first
      await first.logs.appendOwn(pot, [zero])
      const rivals = await Promise.all(
        Array.from({ length: 8 }, async (_, i) => {
          const stored = await altered(one, { nonce: `${i}f`.repeat(16) as never }, alice)
          return { event: { ...one.event, id: stored.id }, stored }
        }),
      )
      const results = await Promise.all(
        rivals.map((rival, i) => (i % 2 === 0 ? first : second).logs.appendOwn(pot, [rival])),
      )
      const winners = rivals.filter((_, i) => results[i]?.ok)
      expect(winners.length).toBe(1)
      expect(valueOf(await second.logs.read(pot)).map(({ id }) => id)).toEqual([zero.event.id, winners[0]?.event.id])
      for (const result of results)
        if (!result.ok) expect(result.error).toMatchObject({ type: 'SeqTaken', seq: 1, stored: winners[0]?.event.id })
      if (shared) await second.close()
    },
  },

  {
    title: 'listeners hear of changes until they stop',
    run: async ({ storage: { logs }, expect }) => {
      const { pot, events } = await story
      const heard: PotId[] = []
      const stop = logs.subscribe((changed) => heard.push(changed))
      const stopToo = logs.subscribe(() => undefined)
      await logs.append(pot, events.slice(0, 1))
      expect(heard).toEqual([pot])
      await logs.append(pot, events.slice(0, 1))
      await logs.append(pot, [])
      expect(heard).toEqual([pot])
      await logs.appendOwn(pot, ofDevice(events, bob.signer.device))
      expect(heard).toEqual([pot, pot])
      await logs.appendOwn(pot, ofDevice(events, bob.signer.device))
      expect(heard).toEqual([pot, pot])
      await logs.remove(pot)
      expect(heard).toEqual([pot, pot, pot])
      stop()
      stopToo()
      await logs.append(pot, events)
      expect(heard.length).toBe(3)
    },
  },

  {
    title: 'ten thousand events go in and come out',
    run: async ({ storage: { logs }, expect }) => {
      const { pot, events } = await story
      const { event, stored } = events.at(-1) as SignedEvent
      const many = Array.from({ length: 10_000 }, (_, seq): SignedEvent => {
        const id = seq.toString(16).padStart(64, '0') as SignedEvent['event']['id']
        return { event: { ...event, seq, id }, stored: { ...stored, id } }
      })
      expect(valueOf(await logs.append(pot, many))).toBe(10_000)
      expect(valueOf(await logs.read(pot)).map(({ id }) => id)).toEqual(many.map(({ stored: { id } }) => id))
    },
  },

  {
    title: "an installation's keys are made once and sign",
    run: async ({ storage: { keys }, expect }) => {
      const [one, two] = await Promise.all([keys.loadOrCreate(), keys.loadOrCreate()])
      const created = valueOf(one)
      expect(valueOf(two).deviceKey.device).toBe(created.deviceKey.device)
      for (const secretOf of [sealingSecretOf, accountSeedOf]) {
        expect(Uint8Array.from(secretOf(valueOf(two)))).toEqual(Uint8Array.from(secretOf(created)))
        expect(secretOf(created).length).toBe(32)
      }
      const loaded = valueOf(await keys.load())
      if (loaded === null) throw new Error('the keys are gone')
      expect(loaded.deviceKey.device).toBe(created.deviceKey.device)
      const message = Uint8Array.of(1, 2, 3)
      expect(await createSigner(loaded.deviceKey).sign(message)).toEqual(
        await createSigner(created.deviceKey).sign(message),
      )
    },
  },

  {
    title: 'keys are replaced as a whole',
    run: async ({ storage, place, createPlace, shared, expect }) => {
      const before = valueOf(await storage.keys.loadOrCreate())
      const elsewhere = await createPlace()
      const other = elsewhere.open()
      const fresh = valueOf(await other.keys.loadOrCreate())
      expect(fresh.deviceKey.device).not.toBe(before.deviceKey.device)
      valueOf(await storage.keys.replace(fresh))
      const again = shared ? place.open() : storage
      expect(valueOf(await again.keys.loadOrCreate()).deviceKey.device).toBe(fresh.deviceKey.device)
      if (shared) await again.close()
      await other.close()
      await elsewhere.remove()
    },
  },

  {
    title: 'followed events come back in chain order with the cursor',
    run: async ({ storage: { follow }, expect }) => {
      await follow.append(target, { cursor: cursor(5), events: [placed(5, 2, 1n), placed(5, 10, 2n)] })
      await follow.append(target, { cursor: cursor(16), events: [placed(16, 0, 3n), placed(5, 3, 4n)] })
      const events = [placed(5, 2, 1n), placed(5, 3, 4n), placed(5, 10, 2n), placed(16, 0, 3n)]
      expect(await follow.load(target)).toEqual({ cursor: cursor(16), events })
      await follow.append(target, { cursor: cursor(17), events: [] })
      expect(await follow.load(target)).toEqual({ cursor: cursor(17), events })
    },
  },

  {
    title: 'a followed event that is stored is left as it is',
    run: async ({ storage: { follow }, expect }) => {
      await follow.append(target, { cursor: cursor(5), events: [placed(5, 2, 1n)] })
      await follow.append(target, { cursor: cursor(5), events: [placed(5, 2, 9n)] })
      expect(await follow.load(target)).toEqual({ cursor: cursor(5), events: [placed(5, 2, 1n)] })
    },
  },

  {
    title: 'followed groups are apart, and one is forgotten alone',
    run: async ({ storage: { follow }, expect }) => {
      const others = (['genesis', 'contract', 'group', 'createdAt'] as const).map((field) => ({
        ...target,
        [field]: target[field].replace(/^../, 'ff'),
      }))
      await follow.append(target, { cursor: cursor(5), events: [placed(5, 2, 1n)] })
      for (const [index, other] of others.entries())
        await follow.append(other, { cursor: cursor(6 + index), events: [placed(6 + index, 0, 7n)] })
      await follow.clear(target)
      await follow.clear(target)
      expect(await follow.load(target)).toBe(null)
      for (const [index, other] of others.entries())
        expect(await follow.load(other)).toEqual({ cursor: cursor(6 + index), events: [placed(6 + index, 0, 7n)] })
      await follow.append(target, { cursor: cursor(1), events: [] })
      expect(await follow.load(target)).toEqual({ cursor: cursor(1), events: [] })
    },
  },

  {
    title: 'pending transactions come back as they were',
    run: async ({ storage: { pending }, expect }) => {
      valueOf(await pending.add(sent('02', 2n ** 100n)))
      valueOf(await pending.add(sent('01', 0n)))
      expect(valueOf(await pending.list())).toEqual([sent('01', 0n), sent('02', 2n ** 100n)])
      valueOf(await pending.add(sent('01', -5n)))
      expect(valueOf(await pending.list())).toEqual([sent('01', -5n), sent('02', 2n ** 100n)])
      valueOf(await pending.remove(hash('02')))
      valueOf(await pending.remove(hash('02')))
      expect(valueOf(await pending.list())).toEqual([sent('01', -5n)])
    },
  },

  {
    title: 'of two rivals one is kept, and the other is told of it',
    run: async ({ storage: { pending }, expect }) => {
      const rivals = (): boolean => true
      const answers = await Promise.all([pending.add(sent('01', 1n), rivals), pending.add(sent('02', 2n), rivals)])
      const kept = valueOf(await pending.list())
      expect(kept.length).toBe(1)
      expect(answers.map((answer) => valueOf(answer)).filter((rival) => rival !== null)).toEqual(kept)
      expect(valueOf(await pending.add(sent('03', 3n), rivals))).toEqual(kept[0])
      expect(valueOf(await pending.add(sent('03', 3n), () => false))).toBe(null)
      // One is no rival of itself.
      expect(valueOf(await pending.add(sent('03', 4n), ({ hash: other }) => other === hash('03')))).toBe(null)
    },
  },

  {
    title: 'settings are set, changed and removed',
    run: async ({ storage: { settings }, expect }) => {
      valueOf(await settings.set('locale', 'pt'))
      valueOf(await settings.set('__proto__', ''))
      expect(valueOf(await settings.get('locale'))).toBe('pt')
      expect(valueOf(await settings.get('__proto__'))).toBe('')
      expect(valueOf(await settings.get('constructor'))).toBe(null)
      valueOf(await settings.set('locale', 'de'))
      expect(valueOf(await settings.get('locale'))).toBe('de')
      valueOf(await settings.remove('locale'))
      expect(valueOf(await settings.get('locale'))).toBe(null)
    },
  },

  {
    title: 'how a pot is met is kept as a whole, by pot, and forgotten',
    run: async ({ storage: { access }, expect }) => {
      const [one, two] = [potOf('01'), potOf('02')]
      expect(valueOf(await access.list())).toEqual([])
      expect(valueOf(await access.get(one))).toBe(null)
      valueOf(await access.set(accessTo(two, ['wss://relay.example/v1'])))
      valueOf(await access.set(accessTo(one, ['wss://relay.example/v1'])))
      valueOf(await access.set(accessTo(one, [])))
      expect(valueOf(await access.list())).toEqual([accessTo(one, []), accessTo(two, ['wss://relay.example/v1'])])
      expect(valueOf(await access.get(one))).toEqual(accessTo(one, []))
      valueOf(await access.remove(one))
      valueOf(await access.remove(one))
      expect(valueOf(await access.get(one))).toBe(null)
      expect(valueOf(await access.list())).toEqual([accessTo(two, ['wss://relay.example/v1'])])
    },
  },

  {
    title: 'envelopes come back in the order of their chains, with what is known of relays',
    run: async ({ storage: { envelopes }, expect }) => {
      const [pot, other] = [potOf('01'), potOf('02')]
      expect(valueOf(await envelopes.read(pot))).toEqual({ envelopes: [], relays: [], warned: [] })
      const [first, second, tenth, foreign] = [
        envelope('aa', 0, 'e0', 'f0'),
        envelope('aa', 1, 'e1'),
        envelope('aa', 10, 'ea'),
        envelope('bb', 0, 'b0'),
      ]
      valueOf(await envelopes.append(pot, [tenth, foreign], step('wss://a.example', 2, 'ea', 'b0')))
      valueOf(await envelopes.append(pot, [second, first], step('ws://b.example', 1, 'e1')))
      valueOf(await envelopes.append(other, [envelope('cc', 0, 'c0')]))
      valueOf(await envelopes.append(pot, [], step('wss://a.example', 3, 'e0')))
      expect(plain(valueOf(await envelopes.read(pot)))).toEqual({
        envelopes: [first, second, tenth, foreign],
        relays: [
          { relay: 'ws://b.example', known: memory(1), holds: [idOf('e1')] },
          { relay: 'wss://a.example', known: memory(3), holds: [idOf('b0'), idOf('e0'), idOf('ea')] },
        ],
        warned: [],
      })
      valueOf(await envelopes.forget(pot, 'ws://b.example'))
      valueOf(await envelopes.append(pot, [], { ...step('wss://a.example', 1, 'e1'), startsOver: true }))
      expect(valueOf(await envelopes.read(pot)).relays).toEqual([
        { relay: 'wss://a.example', known: memory(1), holds: [idOf('e1')] },
      ])
      valueOf(await envelopes.remove(pot))
      expect(valueOf(await envelopes.read(pot))).toEqual({ envelopes: [], relays: [], warned: [] })
      expect(valueOf(await envelopes.read(other)).envelopes.length).toBe(1)
    },
  },

  {
    title: 'what is held against a relay is kept until it is taken back',
    run: async ({ storage: { envelopes }, expect }) => {
      const [pot, other] = [potOf('01'), potOf('02')]
      const back = { type: 'RelayWentBack', head: { count: 3, signature: Uint8Array.of(9, 0, 255) }, big: 7n }
      const warned = [
        { about: '', warnings: [{ type: 'EventRefused', id: 'n1' }] },
        { about: 'wss://a.example', warnings: [back, { type: 'RelayFull' }] },
      ]
      valueOf(await envelopes.append(pot, [envelope('aa', 0, 'e0')], step('wss://a.example', 2, 'e0'), warned))
      valueOf(await envelopes.append(other, [], undefined, warned.slice(1)))
      expect(valueOf(await envelopes.read(pot)).warned).toEqual(warned)
      expect(valueOf(await envelopes.warned(pot))).toEqual(warned)
      expect(valueOf(await envelopes.warned(other))).toEqual(warned.slice(1))
      expect(valueOf(await envelopes.read(pot)).envelopes.length).toBe(1)
      // A step without any leaves them as they are; a list takes the place of the one before, an empty one takes it away.
      valueOf(await envelopes.append(pot, [], step('wss://a.example', 3)))
      valueOf(await envelopes.append(pot, [], undefined, [{ about: '', warnings: [] }]))
      expect(valueOf(await envelopes.read(pot)).warned).toEqual(warned.slice(1))
      valueOf(await envelopes.append(pot, [], undefined, [{ about: 'wss://a.example', warnings: [back] }]))
      expect(valueOf(await envelopes.read(pot)).warned).toEqual([{ about: 'wss://a.example', warnings: [back] }])
      valueOf(await envelopes.forget(pot, 'wss://a.example'))
      expect(valueOf(await envelopes.read(pot)).warned).toEqual([])
      expect(valueOf(await envelopes.read(other)).warned).toEqual(warned.slice(1))
      valueOf(await envelopes.remove(other))
      expect(valueOf(await envelopes.read(other)).warned).toEqual([])
    },
  },

  {
    title: 'what is in an envelope is filled in once, and nothing else of it changes',
    run: async ({ storage: { envelopes }, expect }) => {
      const pot = potOf('01')
      valueOf(await envelopes.append(pot, [envelope('aa', 0, 'e0')]))
      const other = { ...envelope('aa', 0, 'e0', 'f0'), bytes: Uint8Array.of(7) }
      valueOf(await envelopes.append(pot, [other]))
      valueOf(await envelopes.append(pot, [envelope('aa', 0, 'e0', 'ff'), envelope('aa', 0, 'e0')]))
      expect(plain(valueOf(await envelopes.read(pot))).envelopes).toEqual([envelope('aa', 0, 'e0', 'f0')])
    },
  },

  {
    title: 'a device writes every place of its chain of envelopes once',
    run: async ({ storage: { envelopes: first }, place, shared, expect }) => {
      const pot = potOf('01')
      const { envelopes: second } = shared ? place.open() : { envelopes: first }
      expect(await first.appendOwn(pot, [])).toEqual({ ok: true, value: undefined })
      expect(await first.appendOwn(pot, [envelope('aa', 0, 'e0'), envelope('aa', 1, 'e1')])).toEqual({
        ok: true,
        value: undefined,
      })
      const device = hash('aa') as string as DeviceId
      const taken = { ok: false, error: { type: 'SequenceTaken', device, sequence: 1 } }
      expect(await second.appendOwn(pot, [envelope('aa', 1, 'ff'), envelope('aa', 2, 'e2')])).toEqual(taken)
      expect(valueOf(await second.read(pot)).envelopes.length).toBe(2)
      // A fork that a relay brings is kept: both branches prove it.
      valueOf(await first.append(pot, [envelope('aa', 1, 'ff')]))
      expect(valueOf(await second.read(pot)).envelopes.map(({ id }) => id)).toEqual([
        idOf('e0'),
        idOf('e1'),
        idOf('ff'),
      ])
      const results = await Promise.all(
        ['01', '02', '03', '04'].map((id, i) => (i % 2 ? first : second).appendOwn(pot, [envelope('aa', 2, id)])),
      )
      expect(results.filter(({ ok }) => ok).length).toBe(1)
      expect(await second.appendOwn(pot, [envelope('bb', 0, 'b0')])).toEqual({ ok: true, value: undefined })
    },
  },

  {
    title: 'stored events are counted, each pot by itself',
    run: async ({ storage: { logs }, expect }) => {
      const { pot, events } = await story
      expect(valueOf(await logs.count(pot))).toBe(0)
      await logs.append(pot, events.slice(0, 5))
      await logs.append(pot, events.slice(2))
      expect(valueOf(await logs.count(pot))).toBe(events.length)
      expect(valueOf(await logs.count(hash('11') as string as PotId))).toBe(0)
      await logs.remove(pot)
      expect(valueOf(await logs.count(pot))).toBe(0)
    },
  },

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

  {
    title: 'everything is there after closing and opening again',
    sharedOnly: true,
    run: async ({ storage, place, expect }) => {
      const { pot, events } = await story
      const { deviceKey } = valueOf(await storage.keys.loadOrCreate())
      await storage.logs.append(pot, events)
      await storage.follow.append(target, { cursor: cursor(5), events: [placed(5, 2, 1n)] })
      await storage.pending.add(sent('01', 1n))
      await storage.settings.set('locale', 'pt')
      await storage.access.set(accessTo(pot, ['ws://localhost:1']))
      await storage.envelopes.append(pot, [envelope('aa', 0, 'e0')], step('ws://localhost:1', 1, 'e0'))
      await storage.close()
      const again = place.open()
      expect(valueOf(await again.logs.read(pot)).length).toBe(events.length)
      expect(valueOf(await again.keys.loadOrCreate()).deviceKey.device).toBe(deviceKey.device)
      expect(await again.follow.load(target)).toEqual({ cursor: cursor(5), events: [placed(5, 2, 1n)] })
      expect(valueOf(await again.pending.list())).toEqual([sent('01', 1n)])
      expect(valueOf(await again.settings.get('locale'))).toBe('pt')
      expect(valueOf(await again.access.get(pot))).toEqual(accessTo(pot, ['ws://localhost:1']))
      expect(plain(valueOf(await again.envelopes.read(pot)))).toEqual({
        envelopes: [envelope('aa', 0, 'e0')],
        relays: [{ relay: 'ws://localhost:1', known: memory(1), holds: [idOf('e0')] }],
        warned: [],
      })
      await again.close()
    },
  },

  {
    title: 'what was closed opens by itself when it is used again',
    sharedOnly: true,
    run: async ({ storage, expect }) => {
      const { pot, events } = await story
      const heard: PotId[] = []
      storage.logs.subscribe((changed) => heard.push(changed))
      await storage.settings.set('locale', 'pt')
      await storage.close()
      expect(valueOf(await storage.settings.get('locale'))).toBe('pt')
      expect(valueOf(await storage.logs.append(pot, events))).toBe(events.length)
      expect(heard).toEqual([pot])
    },
  },
]
