// EP7: the cut of an open epoch, on one device's events that are made up one by one.

import { expect, test } from 'vitest'
import { cutOf } from '../../../src/domain/epochs/cut.ts'
import type { CutHead, PotEvent } from '../../../src/domain/events/event.ts'
import type { ChosenBranch } from '../../../src/domain/facts.ts'
import type { DeviceId, EventId } from '../../../src/domain/ids.ts'

const DEVICE = 'phone' as DeviceId

/** An event by its name, whose last digit is its position, and the name of the one before. */
const event = (id: string, prev: string | null): PotEvent =>
  ({ id, prev, device: DEVICE, seq: Number(id.at(-1)) }) as unknown as PotEvent

/** A chain of four, one of two beside it, and one event that three go on from. */
const events = [
  event('z4', 'c2'),
  event('y4', 'c2'),
  event('x4', 'c2'),
  event('c2', 'a1'),
  event('b2', 'b1'),
  event('b1', 'a0'),
  event('a5', 'a4'),
  event('a4', 'a3'),
  event('a3', 'a2'),
  event('a2', 'a1'),
  event('a1', 'a0'),
  event('a0', null),
]

const heads = (branch?: string, base: readonly string[] = [], known = events): readonly string[] =>
  cutOf({
    known: { events: known },
    base: { cut: base.map((id): CutHead => ({ device: DEVICE, seq: Number(id.at(-1)), id: id as EventId })) },
    open: {
      branches: new Map(
        branch === undefined
          ? []
          : [[DEVICE, { seq: Number(branch.at(-1)), id: branch, forkedAgain: false } as unknown as ChosenBranch]],
      ),
    },
  }).map(({ id }) => id)

test('[EP7] of a device that forked: the end of its longest chain and the first event beside it, in whatever order events came', () => {
  expect(heads()).toEqual(['a5', 'b1'])
  expect(heads(undefined, [], events.toReversed())).toEqual(['a5', 'b1'])
  expect(heads(undefined, [], [event('a0', null)])).toEqual(['a0'])
  // Of chains of one length the end with the greater id.
  expect(heads(undefined, [], [event('b1', 'a0'), event('a1', 'a0'), event('a0', null)])).toEqual(['a1', 'b1'])
})

test('[EP7] and the end of the chosen branch, or two events that show where it forks again', () => {
  expect(heads('b2')).toEqual(['a5', 'b1', 'b2'])
  expect(heads('b1')).toEqual(['a5', 'b1'])
  expect(heads('c2')).toEqual(['a5', 'b1', 'x4', 'y4'])
})

test('[EP7] and the heads in the cut of the base', () => {
  expect(heads(undefined, ['b2', 'z4'])).toEqual(['a5', 'b1', 'b2', 'z4'])
  expect(heads('c2', ['a3'])).toEqual(['a5', 'b1', 'x4', 'y4'])
})
