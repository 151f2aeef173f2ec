// Writes events the way devices do, without signatures: for tests of the rulebook, which takes validity for granted.

import { sha256 } from '@noble/hashes/sha2.js'
import {
  NO_DETAILS,
  accountIdToH160,
  bytesToHex,
  eventIdOf,
  eventToBytes,
  minor,
  utf8Encode,
  type AccountId,
  type Currency,
  type DeviceId,
  type Entry,
  type EntryId,
  type EventContent,
  type EventId,
  type EventOf,
  type H160,
  type Hash32,
  type Hex,
  type MemberId,
  type NewerEvent,
  type PotEvent,
  type PotFold,
  type PotId,
  type UnsignedEvent,
} from '../../src/domain/index.ts'

export const EUR: Currency = { code: 'EUR', digits: 2 }

/** 32 bytes of hex that depend on a text only. */
export const hashOf = (text: string): Hash32 => bytesToHex(sha256(utf8Encode(text))) as Hash32

/** A device that sees what it is shown and writes its own chain. */
export interface Writer {
  readonly device: DeviceId
  readonly known: Map<EventId, PotEvent>
  write<C extends EventContent>(content: C, at?: number): EventOf<C['kind']>
  see(...events: readonly PotEvent[]): void
  meet(other: Writer): void
  /** The same device once more, as it is now: what both write from here on is a fork. */
  fork(): Writer
}

/** The id of an event. The bytes of one of newer software (EV2) cannot be written here: it gets another id of its own. */
const idOf = (event: UnsignedEvent | NewerEvent): EventId =>
  event.kind === 'newer'
    ? (hashOf(
        `newer ${event.version} ${event.device} ${event.seq} ${event.prev} ${event.seen.join()}`,
      ) as string as EventId)
    : eventIdOf(eventToBytes(event))

/** A device by name. It knows nothing yet. */
export function createWriter(name: string): Writer {
  const device = hashOf(`device ${name}`) as string as DeviceId
  const known = new Map<EventId, PotEvent>()
  const see = (...events: readonly PotEvent[]): void => {
    for (const event of events) known.set(event.id, event)
  }
  const write = <C extends EventContent>(content: C, at = 0): EventOf<C['kind']> => {
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
    const event = { ...unsigned, id: idOf(unsigned) } as EventOf<C['kind']>
    see(event)
    return event
  }
  return {
    device,
    known,
    write,
    see,
    meet: (other) => {
      see(...other.known.values())
      other.see(...known.values())
    },
    fork: () => {
      const twin = createWriter(name)
      twin.see(...known.values())
      return twin
    },
  }
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
  founder.write({
    kind: 'pot.created',
    body: { title: 'Trip', salt: hashOf('salt'), currency: EUR, chain: null },
  })
  const people = names.map((name, i): Person => {
    const added = founder.write({ kind: 'member.added', body: { name } })
    return { name, writer: writers[i] as Writer, member: added.id as string as MemberId }
  })
  for (const person of people) {
    founder.meet(person.writer)
    const { id } = claim(person)
    founder.meet(person.writer)
    if (person.writer !== founder) founder.write({ kind: 'claim.confirmed', body: { claim: id } })
  }
  meetAll(people)
  return people
}

/** The person's device claims to speak for their member, or for another. */
export function claim({ name, writer, member }: Person, claimed = member): EventOf<'member.claimed'> {
  const account = hashOf(`account ${name}`) as string as Hex<'AccountKey'>
  const sealing = hashOf(`sealing ${name}`) as string as Hex<'SealingKey'>
  const certificate = (hashOf(name) + hashOf(name)) as Hex<'Signature'>
  return writer.write({ kind: 'member.claimed', body: { member: claimed, account, sealing, certificate } })
}

/** A person whom `by` adds to the pot, with a device that knows what `by` knows and has claimed nothing yet. */
export function newcomer(name: string, by: Person): Person {
  const added = by.writer.write({ kind: 'member.added', body: { name } })
  const writer = createWriter(name)
  writer.meet(by.writer)
  return { name, writer, member: added.id as string as MemberId }
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
    ...NO_DETAILS,
    origin: null,
    payers: { mode: 'exact', shares: [{ member: payer.member, amount }] },
    split: { mode: 'even', members: among.map(({ member }) => member).sort((a, b) => (a < b ? -1 : 1)) },
  }
}

/** Money handed over. */
export function transfer(cents: number, from: Person, to: Person, currency: Currency = EUR): Entry {
  return {
    type: 'transfer',
    title: 'Cash',
    date: '2026-05-02',
    currency,
    amount: minor(BigInt(cents)),
    category: '',
    note: '',
    ...NO_DETAILS,
    origin: null,
    from: from.member,
    to: to.member,
  }
}

/** Writes a new entry. */
export function enter({ writer }: Person, entry: Entry): EventOf<'entry.created'> {
  return writer.write({ kind: 'entry.created', body: { entry } })
}

/** Replaces versions of an entry. */
export function revise(
  { writer }: Person,
  root: EventOf<'entry.created'>,
  entry: Entry,
  ...replaces: readonly PotEvent[]
): EventOf<'entry.revised'> {
  return writer.write({ kind: 'entry.revised', body: { root: rootOf(root), replaces: idsOf(replaces), entry } })
}

/** Voids versions of an entry. */
export function strike(
  { writer }: Person,
  root: EventOf<'entry.created'>,
  ...replaces: readonly PotEvent[]
): EventOf<'entry.voided'> {
  return writer.write({ kind: 'entry.voided', body: { root: rootOf(root), replaces: idsOf(replaces) } })
}

/** The id of an entry by its first version. */
export const rootOf = ({ id }: EventOf<'entry.created'>): EntryId => id as string as EntryId

const idsOf = (events: readonly PotEvent[]): readonly EventId[] =>
  events.map(({ id }) => id).sort((a, b) => (a < b ? -1 : 1))

/** The chain of these stories. */
export const GENESIS = hashOf('chain genesis')

/** A wallet by name: the account and the address by which the contract knows it. */
export function wallet(name: string): { readonly account: AccountId; readonly address: H160 } {
  const account = hashOf(`wallet ${name}`) as string as AccountId
  return { account, address: accountIdToH160(account) }
}

/** Binds a wallet to the person's member, their own unless another is named. */
export function bind({ name, writer, member }: Person, walletName = name, genesis = GENESIS): EventOf<'wallet.bound'> {
  const signature = (hashOf(name) + hashOf(walletName)) as Hex<'Signature'>
  return writer.write({
    kind: 'wallet.bound',
    body: {
      member,
      account: hashOf(`account ${name}`) as string as Hex<'AccountKey'>,
      wallet: wallet(walletName).account,
      scheme: 'sr25519',
      genesis,
      walletSignature: signature,
      accountSignature: signature,
    },
  })
}

/** Balances of the open epoch by name, zeros left out; `EUR` unless another currency is named. */
export function netsOf({ open }: PotFold, code = 'EUR'): Readonly<Record<string, bigint>> {
  const own = open.nets.filter(({ currency }) => currency.code === code)
  return Object.fromEntries(own.map(({ member, amount }) => [open.members.get(member)?.name ?? member, amount]))
}
