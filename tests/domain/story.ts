// Writes events the way devices do, without signatures: for tests of the rulebook, which takes validity for granted.

import { sha256 } from '@noble/hashes/sha2.js'
import {
  bytesToHex, eventIdOf, eventToBytes, minor, utf8Encode, type Currency, type DeviceId, type Entry, type EventContent, type EventId, type Hash32,
  type Hex, type MemberId, type PotEvent, type PotId, type UnsignedEvent,
} from '../../src/domain/index.ts'

export const EUR: Currency = { code: 'EUR', digits: 2 }

/** 32 bytes of hex that depend on a text only. */
export const hashOf = (text: string): Hash32 => bytesToHex(sha256(utf8Encode(text))) as Hash32

/** A device that sees what it is shown and writes its own chain. */
export interface Writer {
  readonly device: DeviceId
  readonly known: Map<EventId, PotEvent>
  write(content: EventContent, at?: number): PotEvent
  see(...events: readonly PotEvent[]): void
  meet(other: Writer): void
}

/** A device by name. It knows nothing yet. */
export function createWriter(name: string): Writer {
  const device = hashOf(`device ${name}`) as string as DeviceId
  const known = new Map<EventId, PotEvent>()
  const see = (...events: readonly PotEvent[]): void => events.forEach((event) => known.set(event.id, event))
  const write = (content: EventContent, at = 0): PotEvent => {
    const all = [...known.values()]
    const own = all.filter((event) => event.device === device).sort((a, b) => b.seq - a.seq)
    const named = new Set(all.flatMap((event) => [...(event.prev === null ? [] : [event.prev]), ...event.seen]))
    const seen = all.filter((event) => event.device !== device && !named.has(event.id)).map(({ id }) => id)
    const prev = own[0]
    const parents = [...(prev ? [prev] : []), ...all.filter(({ id }) => seen.includes(id))]
    const pot = all.find(({ kind }) => kind === 'pot.created')
    const unsigned = {
      version: 1,
      pot: content.kind === 'pot.created' ? null : ((pot?.id ?? null) as string | null as PotId | null),
      device,
      seq: (prev?.seq ?? -1) + 1,
      prev: prev?.id ?? null,
      seen: seen.sort((a, b) => (a < b ? -1 : 1)),
      lamport: parents.length === 0 ? 0 : 1 + Math.max(...parents.map(({ lamport }) => lamport)),
      at,
      nonce: hashOf(`${name} ${own.length}`).slice(0, 32) as Hex<'Nonce'>,
      ...content,
    } as UnsignedEvent
    const event = { ...unsigned, id: eventIdOf(eventToBytes(unsigned)) } as PotEvent
    see(event)
    return event
  }
  return { device, known, write, see, meet: (other) => {
    see(...other.known.values())
    other.see(...known.values())
  } }
}

/** A member and the device that speaks for it. */
export interface Person {
  readonly name: string
  readonly writer: Writer
  readonly member: MemberId
}

/** A pot in EUR whose people have devices that all know everything. The first is the founder. */
export function startPot(...names: readonly string[]): readonly Person[] {
  const writers = names.map(createWriter)
  const founder = writers[0] as Writer
  founder.write({ kind: 'pot.created', body: { title: 'Trip', salt: hashOf('salt'), currency: EUR, chain: null } })
  const people = names.map((name, i): Person => {
    const added = founder.write({ kind: 'member.added', body: { name } })
    return { name, writer: writers[i] as Writer, member: added.id as string as MemberId }
  })
  for (const { name, writer, member } of people) {
    founder.meet(writer)
    const account = hashOf(`account ${name}`) as string as Hex<'AccountKey'>
    const sealing = hashOf(`sealing ${name}`) as string as Hex<'SealingKey'>
    const certificate = (hashOf(name) + hashOf(name)) as string as Hex<'Signature'>
    const claim = writer.write({ kind: 'member.claimed', body: { member, account, sealing, certificate } })
    founder.meet(writer)
    if (writer !== founder) founder.write({ kind: 'claim.confirmed', body: { claim: claim.id } })
  }
  meetAll(people)
  return people
}

/** Everybody learns everything. */
export function meetAll(people: readonly Person[]): void {
  for (const a of people) for (const b of people) a.writer.meet(b.writer)
}

/** An expense shared evenly. */
export function evenExpense(title: string, cents: number, payer: Person, among: readonly Person[]): Entry {
  const amount = minor(BigInt(cents))
  return {
    type: 'expense',
    title,
    date: '2026-05-01',
    currency: EUR,
    amount,
    category: '',
    note: '',
    origin: null,
    payers: [{ member: payer.member, amount }],
    split: { mode: 'even', members: among.map(({ member }) => member).sort((a, b) => (a < b ? -1 : 1)) },
  }
}
