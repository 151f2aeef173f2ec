import { expect, test } from 'vitest'
import {
  devicesWithout,
  fold,
  sealingKey,
  type EventId,
  type EventOf,
  type Facts,
  type Hash32,
  type Hex,
} from '../../../src/domain/index.ts'
import { createWriter, hashOf, meetAll, newcomer, startPot, type Person, type Writer } from '../story.ts'
import { reasonOf, revoke, secondDevice, seenBy } from './deeds.ts'
import { settleUp, startTiedPot } from './tied-pot.ts'

type Trio = readonly [Person, Person, Person]
const trio = (): Trio => startPot('Alice', 'Bob', 'Carol') as unknown as Trio
const wrap = (text: string): Hex<'WrappedKey'> => hashOf(text).repeat(3).slice(0, 160) as Hex<'WrappedKey'>
const wrapsFor = (writers: readonly Writer[], text: string) =>
  writers.map(({ device }) => ({ device, wrapped: wrap(text) })).sort((a, b) => (a.device < b.device ? -1 : 1))
const rotate = ({ writer }: Pick<Person, 'writer'>, to: readonly Pick<Person, 'writer'>[], text = 'wrap') =>
  writer.write({
    kind: 'key.rotated',
    body: {
      wraps: wrapsFor(
        to.map((each) => each.writer),
        text,
      ),
    },
  })
const share = ({ writer }: Person, key: { readonly id: EventId | Hash32 }, to: readonly Person[], text = 'share') =>
  writer.write({
    kind: 'key.shared',
    body: {
      key: key.id as EventId,
      wraps: wrapsFor(
        to.map((each) => each.writer),
        text,
      ),
    },
  })
const boundOf = ({ keys }: Facts, key: EventOf<'key.rotated'>, { writer }: Person) =>
  keys.get(key.id)?.wraps.get(writer.device)

test('[ME9] a key is wrapped to devices, and shared with those that were left out', () => {
  const [alice, bob, carol] = trio()
  const key = rotate(alice, [alice, bob])
  const before = seenBy(alice).open
  expect(devicesWithout(before, key.id).map(({ id }) => id)).toEqual([carol.writer.device])
  meetAll([alice, bob])
  share(bob, key, [carol])
  const { open } = seenBy(bob)
  expect(devicesWithout(open, key.id)).toEqual([])
  expect(boundOf(open, key, bob)).toEqual({ wrapped: wrap('wrap'), bound: 'author' })
  expect(boundOf(open, key, carol)).toEqual({ wrapped: wrap('share'), bound: 'key' })
  expect(open.keys.get(key.id)?.event).toEqual(key)
  expect(before.keys.get(key.id)?.wraps.size).toBe(2)
})

test('[ME9] a device of a founder who is no member yet has said nothing to wrap to', () => {
  const founder = createWriter('Founder')
  founder.write({
    kind: 'pot.created',
    body: { title: 'Trip', salt: hashOf('salt'), currency: { code: 'EUR', digits: 2 }, chain: null },
  })
  const key = rotate({ writer: founder }, [{ writer: founder }])
  const { open } = fold(founder.known.values(), [])
  expect(sealingKey(open)).toBe(key.id)
  expect(devicesWithout(open, hashOf('no key') as string as EventId)).toEqual([])
})

test('[ME9] of several wraps for one device the first in canonical order stands', () => {
  const [alice, bob, carol] = trio()
  const key = rotate(alice, [alice])
  meetAll([alice, bob, carol])
  const shares = [share(alice, key, [carol], 'by Alice'), share(bob, key, [carol], 'by Bob')]
  meetAll([alice, bob])
  share(bob, key, [alice, carol], 'again')
  const first = alice.writer.device < bob.writer.device ? 'by Alice' : 'by Bob'
  const { open } = seenBy(bob)
  expect(boundOf(open, key, carol)).toEqual({ wrapped: wrap(first), bound: 'key' })
  expect(boundOf(open, key, alice)).toEqual({ wrapped: wrap('wrap'), bound: 'author' })
  expect(shares.map((event) => reasonOf(seenBy(bob), event))).toEqual([undefined, undefined])
})

test('[ME9] devices seal under the last key in canonical order', () => {
  const people = trio()
  const [alice, bob] = people
  expect(sealingKey(seenBy(alice).open)).toBeNull()
  const one = rotate(alice, people)
  const other = rotate(bob, people)
  meetAll(people)
  const [first, second] = alice.writer.device < bob.writer.device ? [one, other] : [other, one]
  expect(sealingKey(seenBy(alice).open)).toBe(second.id)
  expect([...seenBy(bob).open.keys.keys()]).toEqual([first.id, second.id])
  const later = rotate(alice, people)
  expect(sealingKey(seenBy(alice).open)).toBe(later.id)
})

test('[ME9] no key that a revoked device can know is sealed under: made by it, passed on by it, or wrapped to it', () => {
  const people = trio()
  const [alice, bob, carol] = people
  const safe = rotate(alice, [alice, bob])
  meetAll(people)
  rotate(carol, [alice, bob])
  rotate(alice, [alice])
  meetAll(people)
  share(alice, rotate(bob, [alice, bob]), [carol])
  const passedOn = rotate(alice, [alice, bob])
  meetAll(people)
  share(carol, passedOn, [bob])
  rotate(bob, people)
  meetAll(people)
  const own = [...seenBy(alice).open.keys.values()].find(({ wraps }) => wraps.size === 1)
  revoke(bob, carol.writer)
  expect(sealingKey(seenBy(bob).open)).toBe(own?.event.id)
  meetAll([alice, bob])
  revoke(alice, bob.writer)
  expect(sealingKey(seenBy(alice).open)).toBe(own?.event.id)
  expect(devicesWithout(seenBy(alice).open, safe.id)).toEqual([])
  const last = secondDevice(alice)
  last.writer.meet(alice.writer)
  expect(devicesWithout(seenBy(last).open, safe.id).map(({ id }) => id)).toEqual([last.writer.device])
  revoke(last, alice.writer)
  expect(sealingKey(seenBy(last).open)).toBeNull()
})

test('[ME9] a removal and its new key are written together, and a key that the removed device makes meanwhile does not count', () => {
  const people = trio()
  const [alice, bob, carol] = people
  const old = rotate(alice, people)
  meetAll(people)
  revoke(bob, carol.writer)
  const fresh = rotate(bob, [alice, bob])
  const evil = [rotate(carol, people), share(carol, old, [alice])]
  meetAll(people)
  const found = seenBy(alice)
  expect(sealingKey(found.open)).toBe(fresh.id)
  expect(evil.map((event) => reasonOf(found, event))).toEqual(['DeviceRevoked', 'DeviceRevoked'])
})

test('[ME9] a stranger brings no key, and nobody shares one that there is not', () => {
  const [alice, bob] = trio()
  const stranger = newcomer('Mallory', alice)
  const key = rotate(stranger, [stranger, alice])
  alice.writer.meet(stranger.writer)
  const shares = [share(alice, key, [bob]), share(alice, { id: hashOf('nothing') }, [bob])]
  const found = seenBy(alice)
  expect(reasonOf(found, key)).toBe('DeviceUnknown')
  expect(shares.map(({ id }) => found.open.notCounting.get(id))).toEqual([
    { type: 'UnknownEvent', event: key.id },
    { type: 'UnknownEvent', event: hashOf('nothing') },
  ])
  expect(found.open.keys.size).toBe(0)
})

test('[ME9] keys live on when an epoch closes, and change no state', () => {
  const settled = (withKeys: boolean) => {
    const pot = startTiedPot(['Alice', 'Bob', 'Carol'])
    const [alice] = pot.people as unknown as Trio
    const key = withKeys ? rotate(alice, pot.people) : null
    meetAll(pot.people)
    settleUp(pot, alice)
    return { ...fold(alice.writer.known.values(), [pot.group.history()]), key }
  }
  const [without, found] = [settled(false), settled(true)]
  expect(found.open.epoch).toBe(1n)
  expect(sealingKey(found.open)).toBe(found.key?.id)
  expect(found.base.facts.keys).toEqual(found.open.keys)
  expect(without.open.keys.size).toBe(0)
})
