// What becoming equal costs on the wire: a replica that lacks some events asks one that has all. Peers sync the same expenses in the same run.

import { createHash } from 'node:crypto'
import { eventIdOf, eventToBytes, potOf, type PotEvent, type UnsignedEvent } from '../../src/domain/index.ts'
import { createReplica, type Replica } from '../../src/log/index.ts'
import {
  createRangeSet,
  createSyncState,
  generateMessage,
  openingRanges,
  receiveMessage,
  reconcileRanges,
  type Range,
  type RangeItem,
} from '../../src/sync/index.ts'
import { parseEvent } from '../../src/domain/index.ts'
import { admitEvents } from '../../src/log/index.ts'
import { writeRanges } from '../../src/sync/ranges/range.ts'
import { createByteWriter } from '../../src/sync/wire/byte-writer.ts'
import { sessionOf } from '../sync/exchange.ts'
import { actualTraffic } from './actual-peer.ts'
import { plainPot } from './plain-pot.ts'
import {
  automergeStages,
  automergeTraffic,
  automergeWith,
  type Ledger,
  type Traffic,
  yjsTraffic,
} from './sync-peers.ts'

/** The table of exchanges, as text. */
export async function syncBench(): Promise<string> {
  const small = plainPot(10_000).events
  const offline = late(small, 1, 10)
  const [few, most, whole] = automergeStages(small, [small.length - 1000, small.length - 10]) as [
    Ledger,
    Ledger,
    Ledger,
  ]
  const rows = [
    [
      '10,000 events, 10 missing at the tail',
      ...(await compare(small, small.slice(0, -10))),
      show(automergeTraffic(whole, most)),
      showActual(small, small.slice(0, -10)),
    ],
    [
      '10,000 events, 10 that come late',
      ...(await compare([...small, ...offline], small)),
      show(automergeTraffic(automergeWith(whole, offline), whole)),
      showActual([...small, ...offline], small),
    ],
    [
      '10,000 events, 1,000 missing',
      ...(await compare(small, small.slice(0, -1000))),
      show(automergeTraffic(whole, few)),
      showActual(small, small.slice(0, -1000)),
    ],
  ]
  const large = plainPot(100_000).events
  const absent = late(large, 100, 10)
  const scattered = [...large, ...absent]
  const [grown] = automergeStages(large, []) as [Ledger]
  rows.push(
    [
      '100,000 events, 1,000 late ones of 100 devices',
      ...(await compare(scattered, large)),
      show(automergeTraffic(automergeWith(grown, absent), grown)),
      showActual(scattered, large),
    ],
    ['100,000 ids, 1,000 random ones missing: ranges and ids alone', show(rangeTraffic(100_000, 1000)), '', '', ''],
  )
  const head = [
    'what is missing',
    'Quits, signed: up / down',
    'Yjs: up / down',
    'Automerge: up / down',
    'Actual: up / down',
  ]
  const table = [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')
  return `${table}\n\nEverything is there after one round trip; the half one is the word that it is, which Yjs does not say.`
}

async function compare(all: readonly PotEvent[], here: readonly PotEvent[]): Promise<readonly string[]> {
  return [show(await quitsTraffic(all, here)), show(yjsTraffic(all, here))]
}

function showActual(all: readonly PotEvent[], here: readonly PotEvent[]): string {
  const traffic = actualTraffic(all, here)
  return traffic === null
    ? 'gave up as out of sync'
    : `${show(traffic)}, ${traffic.messages.toLocaleString('en')} messages`
}

function show({ up, down, roundTrips }: Traffic): string {
  return `${up.toLocaleString('en')} / ${down.toLocaleString('en')} B, ${roundTrips} round trip${roundTrips === 1 ? '' : 's'}`
}

async function quitsTraffic(all: readonly PotEvent[], here: readonly PotEvent[]): Promise<Traffic> {
  const [there, behind] = [replicaOf(all), replicaOf(here)]
  let [ours, theirs] = [createSyncState(there.pot, sessionOf('a')), createSyncState(there.pot, sessionOf('b'))]
  const bytes = { up: 0, down: 0 }
  let halves = 0
  for (let silent = 0; silent < 2;) {
    const said = await talk(ours, behind, theirs, there)
    ;[ours, theirs] = [said.from, said.to]
    bytes.up += said.bytes
    halves += said.bytes > 0 ? 1 : 0
    const answered = await talk(theirs, there, ours, behind)
    ;[theirs, ours] = [answered.from, answered.to]
    bytes.down += answered.bytes
    halves += answered.bytes > 0 ? 1 : 0
    silent = said.bytes + answered.bytes === 0 ? 2 : 0
  }
  if (behind.events.size !== there.events.size) throw new Error('the replicas are not equal')
  return { ...bytes, roundTrips: halves / 2 }
}

type State = ReturnType<typeof createSyncState>

async function talk(
  from: State,
  speaker: Replica,
  to: State,
  listener: Replica,
): Promise<{ from: State; to: State; bytes: number }> {
  const heard = { from, to, bytes: 0 }
  for (;;) {
    const { state, message } = generateMessage(heard.from, speaker)
    heard.from = state
    if (message === null) return heard
    heard.bytes += message.length
    const received = receiveMessage(heard.to, listener, message)
    if (!received.ok) throw new Error(received.error.type)
    heard.to = received.value.state
    await admitEvents(listener, received.value.events, { verify: async () => true })
  }
}

/** Signatures cost bytes here, not time. */
function replicaOf(events: readonly PotEvent[]): Replica {
  const replica = createReplica(potOf(events[0] as PotEvent))
  for (const event of events) {
    const bytes = eventToBytes(event as UnsignedEvent)
    replica.insert({ event, stored: { id: event.id, bytes, signature: new Uint8Array(64) } })
  }
  return replica
}

/** What devices wrote that had seen the pot long ago and were offline since. */
function late(events: readonly PotEvent[], devices: number, each: number): readonly PotEvent[] {
  const entries = events.filter(({ kind }) => kind === 'entry.created')
  return Array.from({ length: devices }, (_, index) => {
    const seen = entries[Math.floor((entries.length * index) / devices / 2)] as PotEvent
    let prev: PotEvent | null = null
    return Array.from({ length: each }, (_unused, seq): PotEvent => {
      const parent: PotEvent = prev ?? seen
      const written = {
        ...(entries[seq] as PotEvent),
        device: createHash('sha256').update(`device ${index}`).digest('hex'),
        seq,
        prev: prev?.id ?? null,
        seen: prev === null ? [seen.id] : [],
        lamport: parent.lamport + 1,
      }
      const { id: _id, ...unsigned } = written
      const bytes = eventToBytes(unsigned as unknown as UnsignedEvent)
      const parsed = parseEvent(bytes)
      if (!parsed.ok || parsed.value.id !== eventIdOf(bytes)) throw new Error('no event')
      prev = parsed.value
      return parsed.value
    })
  }).flat()
}

/** Two sets of ids of which one has holes anywhere, as a store has that lost some: the third tier alone, without the events. */
function rangeTraffic(size: number, missing: number): Traffic {
  const items = Array.from({ length: size }, (_, n): RangeItem => ({
    at: 1_700_000_000 + n * 60,
    id: createHash('sha256').update(`${n}`).digest('hex'),
  }))
  const holes = new Set([...items].sort((a, b) => (a.id < b.id ? -1 : 1)).slice(0, missing))
  const sides = [createRangeSet(items.filter((each) => !holes.has(each))), createRangeSet(items)] as const
  const bytes: [number, number] = [0, 0]
  let ranges: readonly Range[] = openingRanges(sides[0])
  let messages = 0
  let found = 0
  for (let from: 0 | 1 = 0; ranges.length > 0; messages++) {
    bytes[from] += sizeOf(ranges)
    const to: 0 | 1 = from === 0 ? 1 : 0
    const answer = reconcileRanges(sides[to], ranges)
    // Short ids that one side asks for; the other sends what the first lacks without being asked.
    bytes[to] += answer.lackingHere.length * 16
    found += to === 0 ? answer.lackingHere.length : answer.lackingThere.length
    ranges = answer.ranges
    from = to
  }
  if (found !== missing) throw new Error(`${found} of ${missing} found`)
  return { up: bytes[0], down: bytes[1], roundTrips: messages / 2 }
}

function sizeOf(ranges: readonly Range[]): number {
  const writer = createByteWriter()
  writeRanges(writer, ranges)
  return writer.size()
}
