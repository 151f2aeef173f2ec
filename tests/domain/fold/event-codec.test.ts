import { expect, test } from 'vitest'
import {
  encodeCbor,
  eventToBytes,
  minor,
  parseEvent,
  type CborValue,
  type UnsignedEvent,
} from '../../../src/domain/index.ts'
import { enter, evenExpense, revise, startPot, type Person } from '../story.ts'

const errorOf = (bytes: Uint8Array): unknown => {
  const parsed = parseEvent(bytes)
  return parsed.ok ? null : parsed.error
}
const mapOf = (fields: Readonly<Record<string, CborValue>>): Uint8Array => encodeCbor(new Map(Object.entries(fields)))

test('[EN2] bytes that are not canonical, too many or no map are no event, each with its reason', () => {
  expect(errorOf(Uint8Array.of(0xff))).toMatchObject({ type: 'BadCbor' })
  expect(errorOf(encodeCbor(['event']))).toMatchObject({ type: 'BadShape', path: '', reason: 'expected a map' })
  expect(errorOf(encodeCbor('x'.repeat(65_536)))).toEqual({ type: 'BadCbor', offset: 65_536, reason: 'TooManyBytes' })
})

test('[EV2] a version that is no number is a wrong shape, not another version', () => {
  expect(errorOf(mapOf({ version: 0n }))).toEqual({ type: 'OtherVersion', version: 0n })
  for (const version of [null, '7', false] as const) {
    expect(errorOf(mapOf({ version }))).toMatchObject({ type: 'BadShape', path: 'kind' })
    expect(errorOf(mapOf({ version, kind: 'entry.created' }))).toMatchObject({ type: 'BadShape' })
  }
})

test('[EX1] an entry whose numbers do not add up is no event, new or revised, by itself or in a series', () => {
  const [alice] = startPot('Alice') as [Person]
  const good = evenExpense('Dinner', 3000, alice, [alice])
  const bad = { ...good, amount: minor(1n) }
  const root = enter(alice, good)
  const terms = (entry: typeof good) => ({ entry, interval: { unit: 'month', every: 1 }, end: null }) as const
  const series = alice.writer.write({ kind: 'series.created', body: { series: terms(good) } })
  const revision = alice.writer.write({
    kind: 'series.revised',
    body: { root: series.id, replaces: [series.id], series: terms(good) },
  })
  const revised = revise(alice, root, good, root)
  const events = [root, revised, series, revision]
  expect(events.map((event) => errorOf(eventToBytes(event as UnsignedEvent)))).toEqual(events.map(() => null))
  const spoiled = [
    { ...root, body: { ...root.body, entry: bad } },
    { ...revised, body: { ...revised.body, entry: bad } },
    { ...series, body: { ...series.body, series: terms(bad) } },
    { ...revision, body: { ...revision.body, series: terms(bad) } },
  ]
  expect(spoiled.map((event) => errorOf(eventToBytes(event as UnsignedEvent)))).toMatchObject(
    spoiled.map(() => ({ type: 'BadEntry', error: { type: 'BadPayments' } })),
  )
})
