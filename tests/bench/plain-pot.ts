import { startPot, type Person, type Writer } from '../domain/story.ts'
import {
  compareIds,
  eventIdOf,
  eventToBytes,
  minor,
  NO_DETAILS,
  type Entry,
  type EventContent,
  type KnownEvent,
  type PotEvent,
  type UnsignedEvent,
} from '../../src/domain/index.ts'

/** Events of a pot without signatures: five members, each with a device, who add entries in turn, each having seen everything. */
export interface PlainPot {
  readonly events: readonly PotEvent[]
  /** The next entry of the first member's device. */
  readonly next: (index: number) => PotEvent
}

/** A pot with so many expenses. */
export function plainPot(entries: number): PlainPot {
  const people = startPot('Alice', 'Bob', 'Carol', 'Dave', 'Eve')
  const [founder] = people as readonly [Person, ...Person[]]
  const events: PotEvent[] = [...founder.writer.known.values()].sort((a, b) => a.lamport - b.lamport)
  const heads = new Map(people.map(({ writer }) => [writer.device, headOf(writer)]))
  let last = events.at(-1) as PotEvent
  const pot = (events[0] as PotEvent).id
  const enter = ({ writer: { device } }: Person, index: number): KnownEvent => {
    const prev = heads.get(device)
    const unsigned = {
      version: 1,
      pot,
      device,
      seq: (prev?.seq ?? -1) + 1,
      prev: prev?.id ?? null,
      seen: last.device === device ? [] : [last.id],
      lamport: last.lamport + 1,
      at: 0,
      nonce: index.toString(16).padStart(32, '0'),
      ...entryOf(people, index),
    } as unknown as UnsignedEvent
    return { ...unsigned, id: eventIdOf(eventToBytes(unsigned)) }
  }
  for (let index = 0; index < entries; index++) {
    const event = enter(people[index % people.length] as Person, index)
    events.push(event)
    heads.set(event.device, event)
    last = event
  }
  return {
    events,
    next: (index) => {
      const event = enter(founder, entries + index)
      heads.set(event.device, event)
      last = event
      return event
    },
  }
}

function headOf({ device, known }: Writer): PotEvent | undefined {
  return [...known.values()].filter((event) => event.device === device).sort((a, b) => b.seq - a.seq)[0]
}

function entryOf(people: readonly Person[], index: number): EventContent {
  const members = people.map(({ member }) => member).sort(compareIds)
  const amount = minor(BigInt(1000 + (index % 997)))
  const entry: Entry = {
    ...NO_DETAILS,
    type: 'expense',
    title: `Expense ${index}`,
    date: '2026-05-01',
    currency: { code: 'EUR', digits: 2 },
    amount,
    category: 'Food',
    note: '',
    origin: null,
    payers: { mode: 'exact', shares: [{ member: (people[index % people.length] as Person).member, amount }] },
    split: { mode: 'even', members },
  }
  return { kind: 'entry.created', body: { entry } }
}
