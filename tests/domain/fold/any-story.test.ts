import * as fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import {
  canonicalOrder,
  compareCurrencies,
  computeCheckpoint,
  fold,
  parseEvent,
  eventToBytes,
  parentsOf,
  replayGroup,
  sumEffects,
  transferEffect,
  type GroupHistory,
  type PotEvent,
  type PotFold,
  type UnsignedEvent,
} from '../../../src/domain/index.ts'
import { anyStory, RUNS, type Told } from './any-story.ts'
import { checkpointOf, outcomeOf } from './outcome.ts'

// The bound grows with the number of runs.
vi.setConfig({ testTimeout: 60_000 + 100 * RUNS })

const prefix = (history: GroupHistory, length: number): GroupHistory => ({
  ...history,
  events: history.events.slice(0, 1 + length),
})

const sumsToZero = ({ open }: PotFold): void => {
  for (const { currency } of open.nets) {
    const own = open.nets.filter((change) => compareCurrencies(change.currency, currency) === 0)
    expect(own.reduce((sum, { amount }) => sum + amount, 0n)).toBe(0n)
  }
}

test('[EV3] these stories are valid: every event is read back from its bytes, every history replays', () => {
  fc.assert(
    fc.property(anyStory(), ({ events, histories }) => {
      for (const event of events) {
        if (event.kind === 'newer') continue
        const { id: _, ...unsigned } = event
        expect(parseEvent(eventToBytes(unsigned as UnsignedEvent))).toEqual({ ok: true, value: event })
      }
      for (const history of histories) expect(replayGroup(history)).toMatchObject({ ok: true })
    }),
    { numRuns: Math.min(RUNS, 200) },
  )
})

test('[OR1] the order is topological, and a function of the set alone', () => {
  fc.assert(
    fc.property(anyStory(), ({ events }) => {
      const ordered = canonicalOrder(events)
      const place = new Map(ordered.map(({ id }, index) => [id, index]))
      for (const event of ordered)
        for (const parent of parentsOf(event)) expect(place.get(parent)).toBeLessThan(place.get(event.id) as number)
      expect(canonicalOrder([...events, ...events].toReversed())).toEqual(ordered)
    }),
    { numRuns: RUNS },
  )
})

test('[OR2] permutation, duplication and the order of histories change nothing', () => {
  const shuffled = anyStory().chain((told) =>
    fc.tuple(
      fc.constant(told),
      fc.shuffledSubarray([...told.events, ...told.events], { minLength: 2 * told.events.length }),
      fc.nat(30),
    ),
  )
  fc.assert(
    fc.property(shuffled, ([{ events, histories }, again, length]) => {
      const short = histories.map((history) => prefix(history, length))
      expect(outcomeOf(fold(again, [...short, ...histories.toReversed()]))).toEqual(outcomeOf(fold(events, histories)))
    }),
    { numRuns: RUNS },
  )
})

test('[OR2] whatever arrived first, on whichever side, and however little of the chain was read: the fold never throws, and the union is one', () => {
  const parts = anyStory().chain((told) =>
    fc.tuple(fc.constant(told), fc.nat(told.events.length), fc.nat(told.events.length), fc.nat(20)),
  )
  fc.assert(
    fc.property(parts, ([{ events, histories }, here, there, length]) => {
      const mine = closure(events, here)
      const theirs = closure(events.toReversed(), there)
      for (const part of [mine, theirs]) {
        sumsToZero(fold(part, []))
        sumsToZero(
          fold(
            part,
            histories.map((history) => prefix(history, length)),
          ),
        )
        sumsToZero(fold(part, histories))
      }
      const rest = events.filter(({ id }) => ![...mine, ...theirs].some((event) => event.id === id))
      expect(outcomeOf(fold([...theirs, ...rest, ...mine], histories))).toEqual(outcomeOf(fold(events, histories)))
    }),
    { numRuns: RUNS },
  )
})

/** The genesis, the `count` first events and all that they descend from: what a replica can hold. */
function closure(events: Told['events'], count: number): readonly PotEvent[] {
  const byId = new Map(events.map((event) => [event.id, event]))
  const held = new Map<string, PotEvent>()
  const hold = (event: PotEvent): void => {
    if (held.has(event.id)) return
    held.set(event.id, event)
    for (const parent of parentsOf(event)) hold(byId.get(parent) as PotEvent)
  }
  for (const event of [...events.filter(({ pot }) => pot === null), ...events.slice(0, count)]) hold(event)
  return [...held.values()]
}

test('[BA1] the nets of every currency sum to zero after every event', () => {
  fc.assert(
    fc.property(anyStory(24), ({ events, histories }) => {
      const ordered = canonicalOrder(events)
      for (let count = 12; count <= ordered.length; count++) sumsToZero(fold(ordered.slice(0, count), histories))
    }),
    { numRuns: RUNS },
  )
})

test('[ST1] the plan of any story brings every net to zero', () => {
  fc.assert(
    fc.property(anyStory(), ({ events, histories }) => {
      const found = fold(events, histories)
      const checkpoint = checkpointOf(found)
      // Nothing that people wrote keeps a pot from settling; only a chain that was not read does.
      if (!checkpoint.ok) return expect(['ChainBehind', 'OldGroupBehind']).toContain(checkpoint.error.type)
      const { plan, cut } = checkpoint.value
      const { known, base } = found
      const computed = computeCheckpoint(known, base, { ...checkpoint.value, cut })
      if (!computed.ok) throw new Error('computed a moment ago')
      const paid = plan.flatMap(({ from, to, currency, amount }) => transferEffect(from, to, currency, amount))
      expect(sumEffects([...computed.value.facts.nets, ...paid])).toEqual([])
      expect(computed.value.body).toEqual(checkpoint.value)
      const isWaiting = found.anchors.some(({ verdict }) => verdict.type === 'waiting')
      if (!isWaiting) expect(computed.value.facts.nets).toEqual(found.open.nets)
    }),
    { numRuns: RUNS },
  )
})

test('[EP5] what is final stays as it is, whatever arrives', () => {
  const parts = anyStory(60).chain((told) => fc.tuple(fc.constant(told), fc.nat(told.events.length)))
  fc.assert(
    fc.property(parts, ([{ events, histories }, count]) => {
      const before = fold(closure(events, count), histories)
      const after = fold(events, histories)
      for (const [index, { verdict }] of before.anchors.entries()) {
        const later = after.anchors[index]?.verdict
        if (verdict.type === 'final' && later?.type === 'final')
          expect(later.computed.body).toEqual(verdict.computed.body)
        // EP4 is the only way out: a later correct settlement, known only now, that stands on an earlier base.
        if (verdict.type === 'final') expect(['final', 'superseded']).toContain(later?.type)
        if (verdict.type === 'void') expect(later).toEqual(verdict)
      }
    }),
    { numRuns: RUNS },
  )
})

test('[EP1] these stories do settle, wait, void and supersede', () => {
  const seen = new Map<string, number>()
  fc.assert(
    fc.property(anyStory(60), ({ events, histories }) => {
      const { anchors, open } = fold(events, histories)
      for (const { verdict } of anchors) seen.set(verdict.type, 1 + (seen.get(verdict.type) ?? 0))
      for (const { type } of open.notCounting.values()) seen.set(type, 1 + (seen.get(type) ?? 0))
      for (const { live } of open.live.values()) seen.set(live.kind, 1 + (seen.get(live.kind) ?? 0))
    }),
    { numRuns: 300, seed: 7 },
  )
  expect([...seen.keys()]).toEqual(
    expect.arrayContaining([
      'final',
      'void',
      'superseded',
      'DeviceForked',
      'UnknownMember',
      'NotPayee',
      'NotAnOccurrence',
      'NotPotCurrency',
      'entry.restored',
      'occurrence.created',
    ]),
  )
})
