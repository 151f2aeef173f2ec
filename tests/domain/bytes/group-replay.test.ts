// AN3 and the head chain, attacked: a history is what the contract wrote, or its first wrong event is named.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ChainEvent, GroupHistory } from '../../../src/domain/group/chain-event.ts'
import { replayGroup } from '../../../src/domain/group/group-replay.ts'
import type { HistoryError } from '../../../src/domain/group/group-state.ts'
import type { H160 } from '../../../src/domain/ids.ts'
import { ZERO_HASH } from '../../../src/domain/encoding/keccak.ts'
import { address, createModelGroup, hash, rehead, settlement } from './model-group.ts'

/** Alice, Bob and Carol settle (two votes, two legs), change the roster, settle again without legs. 12 events. */
function story(): GroupHistory {
  const model = createModelGroup(3, 2)
  model.attest(settlement(1n, 2), 0, 2) // 1 Attested, 2 Attested, 3 Finalized
  model.pay(1) // 4 Paid
  model.acknowledge(0) // 5 Acknowledged, 6 Closed
  model.attest({ kind: 'Roster', members: [address(2), address(0), address(5), address(6)], quorum: 3 }, 1, 0) // 7, 8, 9 RosterChanged
  model.attest(settlement(2n, 0), 0, 1, 3) // 10, 11, 12, 13 Finalized, 14 Closed
  return model.history()
}

/** The story with its events changed, heads and sequence numbers left as they are. */
const forged = (change: (events: ChainEvent[]) => void): GroupHistory => {
  const { events, ...rest } = story()
  const copy = [...events]
  change(copy)
  return { ...rest, events: copy }
}

/** The story with its events changed and every head recomputed. */
const invented = (change: (events: ChainEvent[]) => void): GroupHistory => {
  const history = forged(change)
  return { ...history, events: rehead(history.events) }
}

const patch = (events: ChainEvent[], position: number, fields: object): void => {
  events[position] = { ...events[position], ...fields } as ChainEvent
}

const errorOf = (history: GroupHistory, upTo?: bigint): HistoryError | null => {
  const replayed = replayGroup(history, upTo)
  return replayed.ok ? null : replayed.error
}

test('[AN3] a whole story replays to the state the contract shows', () => {
  const history = story()
  expect(history.events.map(({ kind }) => kind).join(' ')).toBe(
    'GroupCreated Attested Attested Finalized Paid Acknowledged Closed Attested Attested RosterChanged Attested Attested Attested Finalized Closed',
  )
  expect(replayGroup(history)).toEqual({
    ok: true,
    value: {
      group: history.group,
      members: [address(2), address(0), address(5), address(6)],
      quorum: 3,
      epoch: 2n,
      seq: 7n,
      head: history.events.at(-1)?.head,
      stateHash: hash(7),
      planRoot: ZERO_HASH,
      legs: 0,
      checkpoint: hash(9),
      done: new Set(),
      closed: true,
      votes: new Map(),
    },
  })
})

test('[AN3] a replay stops at a sequence number, with the votes at it', () => {
  const history = story()
  const at = (seq: bigint) => {
    const replayed = replayGroup(history, seq)
    if (!replayed.ok) throw new Error(replayed.error.type)
    const { epoch, done, closed, votes, members } = replayed.value
    return { epoch, done: [...done], closed, votes: votes.size, members: members.length }
  }
  expect(at(0n)).toEqual({ epoch: 0n, done: [], closed: false, votes: 2, members: 3 })
  expect(at(1n)).toEqual({ epoch: 1n, done: [], closed: false, votes: 0, members: 3 })
  expect(at(3n)).toEqual({ epoch: 1n, done: [1, 0], closed: false, votes: 0, members: 3 })
  expect(at(4n)).toEqual({ epoch: 1n, done: [1, 0], closed: true, votes: 2, members: 3 })
  expect(at(5n)).toEqual({ epoch: 1n, done: [1, 0], closed: true, votes: 3, members: 4 })
  expect(at(7n)).toEqual({ epoch: 2n, done: [], closed: true, votes: 0, members: 4 })
  expect(errorOf(history, 8n)).toEqual({ type: 'HistoryTooShort', position: 15, expected: 8n, found: 7n })
  // What comes later is not looked at, what comes before is.
  expect(
    errorOf(
      forged((events) => patch(events, 4, { memo: hash(1) })),
      1n,
    ),
  ).toBeNull()
  expect(
    errorOf(
      forged((events) => patch(events, 3, { checkpoint: hash(1) })),
      1n,
    )?.type,
  ).toBe('NoQuorum')
})

test('[AN3] a member’s later vote replaces the earlier one, and a vote said twice counts once', () => {
  const model = createModelGroup(3, 2)
  model.attest(settlement(1n, 1, 20), 0)
  model.attest(settlement(1n, 1, 30), 1, 1)
  model.attest(settlement(1n, 1, 30), 0)
  const replayed = replayGroup(model.history())
  expect(replayed.ok && replayed.value.stateHash).toBe(hash(30))
  const finalized = model.events.at(-1) as ChainEvent
  expect(finalized.kind === 'Finalized' && finalized.voters).toBe(0b011)
})

test('[AN3] a moved head kills the votes before it', () => {
  const model = createModelGroup(3, 2)
  model.attest(settlement(1n, 2), 0, 1)
  model.attest(settlement(2n, 1, 50), 0)
  model.pay(0)
  model.attest(settlement(2n, 1, 50), 1)
  const replayed = replayGroup(model.history())
  expect(replayed.ok && [replayed.value.epoch, replayed.value.votes.size]).toEqual([1n, 1])
})

test('[AN3] a settlement may replace open legs, which are then unknown', () => {
  const model = createModelGroup(2, 2)
  model.attest(settlement(1n, 3), 0, 1)
  model.pay(2)
  model.attest(settlement(2n, 1), 0, 1)
  expect(errorOf(model.history())).toBeNull()
  model.pay(0)
  expect(errorOf(model.history())).toBeNull()
})

test('[AN3] all 32 slots can vote; the bitmap is unsigned', () => {
  const model = createModelGroup(32, 32)
  model.attest(settlement(1n, 63), ...Array.from({ length: 32 }, (_, slot) => slot))
  const last = model.events.at(-1) as ChainEvent
  expect(last.kind === 'Finalized' && last.voters).toBe(0xffff_ffff)
  for (let index = 0; index < 63; index++) model.pay(index)
  const replayed = replayGroup(model.history())
  expect(replayed.ok && [replayed.value.done.size, replayed.value.closed]).toEqual([63, true])
})

const group = story().group
const settled = settlement(1n, 2)
const roster = [address(2), address(0), address(5), address(6)]

const attacks: readonly (readonly [string, GroupHistory, HistoryError])[] = [
  ['no events', forged((events) => events.splice(0)), { type: 'NotCreated', position: 0, found: null }],
  ['no beginning', forged((events) => events.splice(0, 1)), { type: 'NotCreated', position: 0, found: 'Attested' }],
  [
    'two beginnings',
    forged((events) => events.splice(3, 0, events[0] as ChainEvent)),
    { type: 'CreatedTwice', position: 3 },
  ],
  [
    'a beginning of another group',
    { ...story(), group: hash(5) },
    { type: 'ForeignEvent', position: 0, expected: hash(5), found: group },
  ],
  [
    'an event of another group',
    forged((events) => patch(events, 4, { group: hash(5) })),
    { type: 'ForeignEvent', position: 4, expected: group, found: hash(5) },
  ],
  [
    'a beginning at seq 1',
    forged((events) => patch(events, 0, { seq: 1n })),
    { type: 'WrongSeq', position: 0, expected: 0n, found: 1n },
  ],
  [
    'a missing payment',
    forged((events) => events.splice(4, 1)),
    { type: 'WrongSeq', position: 4, expected: 2n, found: 3n },
  ],
  [
    'payments in another order',
    forged((events) => events.splice(4, 2, events[5] as ChainEvent, events[4] as ChainEvent)),
    { type: 'WrongSeq', position: 4, expected: 2n, found: 3n },
  ],
  [
    'a payment told twice',
    forged((events) => events.splice(5, 0, events[4] as ChainEvent)),
    { type: 'WrongSeq', position: 5, expected: 3n, found: 2n },
  ],
  [
    'a vote told later',
    forged((events) => events.push(events[1] as ChainEvent)),
    { type: 'WrongSeq', position: 15, expected: 7n, found: 0n },
  ],
  [
    'a missing Closed',
    forged((events) => events.splice(6, 1)),
    { type: 'WrongSeq', position: 6, expected: 3n, found: 4n },
  ],
  [
    'an end without the outcome of the votes',
    forged((events) => events.splice(3)),
    { type: 'MissingEvent', position: 3, expected: 'Finalized or RosterChanged', found: null },
  ],
  [
    'an end without Closed',
    forged((events) => events.splice(6)),
    { type: 'MissingEvent', position: 6, expected: 'Closed', found: null },
  ],
  [
    'an end without Closed of no legs',
    forged((events) => events.splice(14)),
    { type: 'MissingEvent', position: 14, expected: 'Closed', found: null },
  ],
  [
    'a vote that waits after the quorum',
    invented((events) => events.splice(3, 0, { ...(events[1] as ChainEvent), by: address(1) } as ChainEvent)),
    { type: 'MissingEvent', position: 3, expected: 'Finalized or RosterChanged', found: 'Attested' },
  ],
  [
    'a payment before Closed',
    invented((events) => events.splice(6, 0, events[5] as ChainEvent)),
    { type: 'MissingEvent', position: 6, expected: 'Closed', found: 'Acknowledged' },
  ],
  [
    'a vote at another head',
    forged((events) => patch(events, 7, { head: hash(5) })),
    { type: 'WrongHead', position: 7, expected: story().events[6]?.head ?? hash(0), found: hash(5) },
  ],
  [
    'a first head that is not of this roster',
    { ...story(), events: [{ ...story().events[0], head: hash(5) } as ChainEvent] },
    { type: 'WrongHead', position: 0, expected: story().events[0]?.head ?? hash(0), found: hash(5) },
  ],
  [
    'a payment under another head',
    forged((events) => patch(events, 4, { head: hash(5) })),
    { type: 'WrongHead', position: 4, expected: story().events[4]?.head ?? hash(0), found: hash(5) },
  ],
  [
    'a vote of a stranger',
    invented((events) => patch(events, 1, { by: address(66) })),
    { type: 'NotMember', position: 1, found: address(66) },
  ],
  [
    'a group made by a stranger',
    invented((events) => patch(events, 0, { by: address(66) })),
    { type: 'NotMember', position: 0, found: address(66) },
  ],
  [
    'a settlement after a missing vote',
    forged((events) => events.splice(1, 1)),
    { type: 'NoQuorum', position: 2, expected: 2, found: 1 },
  ],
  [
    'a settlement nobody voted for',
    invented((events) => events.splice(1, 2)),
    { type: 'NoQuorum', position: 1, expected: 2, found: 0 },
  ],
  [
    'a settlement with one member’s two votes',
    invented((events) => patch(events, 2, { by: address(0) })),
    { type: 'NoQuorum', position: 3, expected: 2, found: 1 },
  ],
  [
    'another settlement than voted for',
    invented((events) => patch(events, 3, { stateHash: hash(5) })),
    { type: 'NoQuorum', position: 3, expected: 2, found: 0 },
  ],
  [
    'votes for two settlements',
    invented((events) => patch(events, 2, { proposal: hash(5) })),
    { type: 'NoQuorum', position: 3, expected: 2, found: 1 },
  ],
  [
    'a roster change nobody voted for',
    invented((events) => events.splice(7, 2)),
    { type: 'NoQuorum', position: 7, expected: 2, found: 0 },
  ],
  [
    'another roster than voted for',
    invented((events) => patch(events, 9, { members: roster.toReversed() })),
    { type: 'NoQuorum', position: 9, expected: 2, found: 0 },
  ],
  [
    'another quorum than voted for',
    invented((events) => patch(events, 9, { quorum: 4 })),
    { type: 'NoQuorum', position: 9, expected: 2, found: 0 },
  ],
  [
    'another bitmap of voters',
    invented((events) => patch(events, 3, { voters: 0b011 })),
    { type: 'WrongVoters', position: 3, expected: 0b101, found: 0b011 },
  ],
  [
    'an epoch left out',
    invented((events) => patch(events, 13, { epoch: 3n })),
    { type: 'WrongEpoch', position: 13, expected: 2n, found: 3n },
  ],
  [
    'a payment of another epoch',
    invented((events) => patch(events, 4, { epoch: 2n })),
    { type: 'WrongEpoch', position: 4, expected: 1n, found: 2n },
  ],
  [
    'a Closed of another epoch',
    invented((events) => patch(events, 6, { epoch: 2n })),
    { type: 'WrongEpoch', position: 6, expected: 1n, found: 2n },
  ],
  [
    'no legs under a root',
    invented((events) => patch(events, 13, { planRoot: hash(5) })),
    { type: 'BadLegs', position: 13, legs: 0, planRoot: hash(5) },
  ],
  [
    '64 legs',
    invented((events) => patch(events, 3, { legs: 64 })),
    { type: 'BadLegs', position: 3, legs: 64, planRoot: settled.planRoot },
  ],
  [
    'a leg outside the plan',
    invented((events) => patch(events, 4, { index: 2 })),
    { type: 'UnknownLeg', position: 4, index: 2, legs: 2 },
  ],
  [
    'a leg paid twice',
    invented((events) => patch(events, 5, { index: 1 })),
    { type: 'LegDoneTwice', position: 5, index: 1 },
  ],
  [
    'a payment of nothing',
    invented((events) => patch(events, 4, { planck: 0n })),
    { type: 'NothingPaid', position: 4, index: 1 },
  ],
  [
    'an acknowledgement by the payer',
    invented((events) => patch(events, 5, { by: address(1) })),
    { type: 'NotPayee', position: 5, expected: address(0), found: address(1) },
  ],
  [
    'an early Closed',
    invented((events) => events.splice(5, 1)),
    { type: 'NotAllDone', position: 5, expected: 2, found: 1 },
  ],
  [
    'a second Closed',
    invented((events) => events.splice(7, 0, events[6] as ChainEvent)),
    { type: 'NotAllDone', position: 7, expected: 2, found: 2 },
  ],
  [
    'a Closed of nothing',
    invented((events) => events.splice(1, 3, { ...(events[6] as ChainEvent), epoch: 0n } as ChainEvent)),
    { type: 'NotAllDone', position: 1, expected: 0, found: 0 },
  ],
]

test.each(attacks)('[AN3] %s is refused and named', (_, history, error) => {
  expect(errorOf(history)).toEqual(error)
})

test.each([
  ['no members', [], 1, 'NoMembers'],
  ['33 members', Array.from({ length: 33 }, (_, i) => address(i)), 17, 'TooManyMembers'],
  ['the zero address', [address(0), '0'.repeat(40) as H160], 2, 'ZeroMember'],
  ['a member twice', [address(0), address(1), address(0)], 2, 'MemberTwice'],
  ['half as quorum', [address(0), address(1)], 1, 'QuorumTooSmall'],
  ['no quorum', [address(0)], 0, 'QuorumTooSmall'],
  ['a quorum beyond the members', [address(0), address(1)], 3, 'QuorumTooLarge'],
] as const)('[AN3] a roster with %s is refused at the beginning and later', (_, members, quorum, fault) => {
  const atStart = invented((events) => patch(events, 0, { members, quorum }))
  expect(errorOf(atStart)).toEqual({ type: 'BadRoster', position: 0, fault })
  const later = invented((events) => patch(events, 9, { members, quorum }))
  expect(errorOf(later)).toEqual({ type: 'BadRoster', position: 9, fault })
})

test('[AN3] a roster change that changes nothing is refused; another order or quorum is a change', () => {
  const members = [address(0), address(1), address(2)]
  const same = invented((events) => patch(events, 9, { members, quorum: 2 }))
  expect(errorOf(same)).toEqual({ type: 'BadRoster', position: 9, fault: 'SameRoster' })
  for (const changed of [
    { members: members.toReversed(), quorum: 2 },
    { members, quorum: 3 },
    { members: members.slice(0, 2), quorum: 2 },
  ]) {
    const model = createModelGroup(3, 2)
    model.attest({ kind: 'Roster', ...changed }, 0, 1)
    expect(errorOf(model.history())).toBeNull()
  }
})

test('[AN3] votes of a member who left do not count in the new roster', () => {
  const history = invented((events) => {
    patch(events, 11, { by: address(1) })
  })
  expect(errorOf(history)).toEqual({ type: 'NotMember', position: 11, found: address(1) })
})

test('[AN1] every field of every event is covered: any change alone is refused', () => {
  const { events } = story()
  const changed = (value: unknown): unknown => {
    if (typeof value === 'bigint') return value + 1n
    if (typeof value === 'number') return value + 1
    if (typeof value === 'string') return value.replace(/^./, (digit) => (digit === 'f' ? 'e' : 'f'))
    return (value as readonly unknown[]).toReversed()
  }
  let fields = 0
  for (const [position, event] of events.entries()) {
    for (const [name, value] of Object.entries(event)) {
      // Whoever relayed GroupCreated is in no hash: only that it is a member can be checked.
      if (name === 'kind' || (event.kind === 'GroupCreated' && name === 'by')) continue
      fields += 1
      expect(
        errorOf(forged((copy) => patch(copy, position, { [name]: changed(value) }))),
        `${position} ${name}`,
      ).not.toBeNull()
    }
  }
  expect(fields).toBeGreaterThan(80)
})

test('[AN3] random runs of the model replay to its state; a dropped, doubled or swapped event never does', () => {
  const step = fc.record({ what: fc.nat(4), who: fc.nat(4), n: fc.nat(2) })
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5 }),
      fc.array(step, { minLength: 5, maxLength: 40 }),
      fc.nat(),
      (size, steps, at) => {
        const model = createModelGroup(size, (size >> 1) + 1)
        const open = new Set<number>()
        for (const { what, who, n } of steps) {
          const { members, epoch } = model.view()
          if (what <= 2) {
            model.attest(settlement(epoch + 1n, n, 10 * n), who % members.length)
            if (model.view().epoch !== epoch) {
              open.clear()
              for (let index = 0; index < n; index++) open.add(index)
            }
          } else if (what === 3) {
            const others = members.length > 3 ? members.slice(1) : [...members, address(100 + model.events.length)]
            const proposal = { kind: 'Roster', members: others, quorum: (others.length >> 1) + 1 } as const
            model.attest(proposal, who % members.length)
          } else if (open.delete(n)) model.pay(n)
        }
        const history = model.history()
        const replayed = replayGroup(history)
        const { members, quorum, seq, head, epoch, legs, done } = model.view()
        expect(replayed).toMatchObject({ ok: true, value: { members, quorum, seq, head, epoch, legs } })
        expect(replayed.ok && replayed.value.done.size).toBe(done)

        const { events } = history
        const position = at % events.length
        const event = events[position] as ChainEvent
        if (event.kind === 'Attested') return
        const dropped = events.toSpliced(position, 1)
        // Dropping the last event of a call cannot be seen when nothing follows (another endpoint must tell).
        const isEnd =
          position === events.length - 1 &&
          event.kind !== 'Closed' &&
          event.kind !== 'Finalized' &&
          event.kind !== 'RosterChanged'
        if (!isEnd) expect(errorOf({ ...history, events: dropped })).not.toBeNull()
        expect(errorOf({ ...history, events: events.toSpliced(position, 0, event) })).not.toBeNull()
      },
    ),
    { numRuns: 200 },
  )
})
