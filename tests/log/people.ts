// Alice, Bob and Carol with a device each, and a pot that Alice founded. Keys, clock and randomness are fixed: every run writes the same bytes.

import {
  accountBindingBytes,
  createAccountKey,
  createSigner,
  deviceCertificateBytes,
  eventMessage,
  seedDeviceKey,
  type AccountKey,
  type EventSigner,
  type Random,
} from '../../src/crypto/index.ts'
import {
  bytesToHex,
  eventToBytes,
  eventIdOf,
  potOf,
  type AccountId,
  type EventId,
  type Hash32,
  type Hex,
  type MemberId,
  type PotId,
  type UnsignedEvent,
  type WalletBound,
} from '../../src/domain/index.ts'
import {
  admitEvents,
  createEvent,
  createPot,
  createReplica,
  type AuthoringPorts,
  type LaterContent,
  type Replica,
  type SignedEvent,
  type StoredEvent,
} from '../../src/log/index.ts'

/** A person with one device. */
export interface Person {
  readonly name: string
  readonly signer: EventSigner
  readonly account: AccountKey
}

const person = (name: string, seed: number): Person => ({
  name,
  signer: createSigner(seedDeviceKey(new Uint8Array(32).fill(seed))),
  account: createAccountKey(new Uint8Array(32).fill(seed + 100)),
})
export const alice: Person = person('Alice', 1)
export const bob: Person = person('Bob', 2)
export const carol: Person = person('Carol', 3)
export const mallory: Person = person('Mallory', 66)

/** Counts instead of surprising. */
const countingRandom = (): Random => {
  let count = 0
  return {
    bytes: (length) => {
      count += 1
      return Uint8Array.from({ length }, (_, i) => (count >> (8 * (i % 4))) & 0xff)
    },
  }
}

/** A clock that ticks a second with every question, from 2026-01-01. */
const tickingClock = (): AuthoringPorts['clock'] => {
  let now = 1_767_225_600
  return { now: () => now++ }
}

/** Fixed clock and randomness. */
export const fixedPorts = (): AuthoringPorts => ({ clock: tickingClock(), random: countingRandom() })

const EUR = { code: 'EUR', digits: 2 } as const

/** Alice's new pot. */
export const foundPot = async (ports: AuthoringPorts, title = 'Lisbon'): Promise<SignedEvent> => {
  const salt = '5a'.repeat(32) as Hash32
  const created = await createPot(alice.signer, { title, salt, currency: EUR, chain: null }, ports)
  if (!created.ok) throw new Error(created.error.type)
  return created.value
}

/** A replica of a pot with these events. */
export const replicaOf = async (pot: PotId, ...events: readonly SignedEvent[]): Promise<Replica> => {
  const replica = createReplica(pot)
  await admitEvents(
    replica,
    events.map(({ stored }) => stored),
  )
  return replica
}

/** Writes an event on a replica and takes it there. */
export const write = async (
  replica: Replica,
  author: Person,
  content: LaterContent,
  ports: AuthoringPorts,
): Promise<SignedEvent> => {
  const created = await createEvent(replica, author.signer, content, ports)
  if (!created.ok) throw new Error(created.error.type)
  const { accepted, refused } = await admitEvents(replica, [created.value.stored])
  if (accepted.length !== 1) throw new Error(`not admitted: ${refused[0]?.reason.type}`)
  return created.value
}

/** `member.added`. */
export const adding = (name: string): LaterContent => ({ kind: 'member.added', body: { name } })

/** A `member.claimed` with its certificate. */
export const claiming = async (pot: PotId, member: MemberId, who: Person): Promise<LaterContent> => {
  const { account, sealing, sign } = who.account
  const certificate = await sign(deviceCertificateBytes({ pot, member, device: who.signer.device, sealing }))
  return {
    kind: 'member.claimed',
    body: { member, account, sealing, certificate: bytesToHex(certificate) as Hex<'Signature'> },
  }
}

/** A `wallet.bound` with the account key's signature; the wallet's own comes from the caller. */
export const bindingBody = async (
  pot: PotId,
  member: MemberId,
  who: Person,
  wallet: AccountId,
  genesis: Hash32,
  walletSignature: Uint8Array,
): Promise<WalletBound> => ({
  member,
  account: who.account.account,
  wallet,
  scheme: 'sr25519' as const,
  genesis,
  walletSignature: bytesToHex(walletSignature) as Hex<'Signature'>,
  accountSignature: bytesToHex(
    await who.account.sign(accountBindingBytes({ pot, member, wallet, genesis })),
  ) as Hex<'Signature'>,
})

/** Any event, signed by anybody, whether it makes sense or not. */
export const forge = async (event: UnsignedEvent, signer: EventSigner): Promise<StoredEvent> => {
  const bytes = eventToBytes(event)
  return { id: eventIdOf(bytes), bytes, signature: await signer.sign(eventMessage(bytes)) }
}

/** An event with some fields of another, signed by its device's owner. */
export const altered = async (
  { event }: SignedEvent,
  change: Partial<Omit<UnsignedEvent, 'kind' | 'body'>>,
  by: Person,
): Promise<StoredEvent> => {
  const { id: _id, ...rest } = event
  return forge({ ...rest, ...change } as UnsignedEvent, by.signer)
}

/** A pot as `lisbon` makes it. */
export interface Story {
  readonly pot: PotId
  readonly ports: AuthoringPorts
  readonly replica: Replica
  readonly genesis: SignedEvent
  readonly events: readonly SignedEvent[]
  /** The member of Alice (0), Bob (1), Carol (2). */
  readonly memberOf: (index: number) => MemberId
}

/** A pot with Alice, Bob and Carol as members and an event or two of each; everybody's events on everybody's replica. */
export const lisbon = async (): Promise<Story> => {
  const ports = fixedPorts()
  const genesis = await foundPot(ports)
  const pot = potOf(genesis.event)
  const replica = await replicaOf(pot, genesis)
  const events: SignedEvent[] = [genesis]
  for (const who of [alice, bob, carol]) events.push(await write(replica, alice, adding(who.name), ports))
  const memberOf = (index: number): MemberId => events[index + 1]?.event.id as string as MemberId
  for (const [index, who] of [alice, bob, carol].entries())
    events.push(await write(replica, who, await claiming(pot, memberOf(index), who), ports))
  for (const who of [carol, bob, alice]) events.push(await write(replica, who, adding(`Friend of ${who.name}`), ports))
  return { pot, ports, replica, genesis, events, memberOf }
}

/** The ids of events, sorted. */
export const idsOf = (events: Iterable<{ readonly id: EventId } | SignedEvent>): readonly EventId[] =>
  Array.from(events, (each) => ('id' in each ? each.id : each.event.id)).sort((a, b) => (a < b ? -1 : 1))
