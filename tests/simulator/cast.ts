// The people of all runs and the pots they begin with. Keys and first events are made once: a run costs what happens in it.

import { createAccountKey, createSigner, seedDeviceKey, type Random } from '../../src/crypto/index.ts'
import { potOf, type EventOf, type MemberId, type PotId } from '../../src/domain/index.ts'
import { createReplica, type AuthoringPorts, type SignedEvent, type StoredEvent } from '../../src/log/index.ts'
import { routeOf } from '../../src/sync/relay/index.ts'
import type { RouteId } from '../../src/sync/relay/index.ts'
import { adding, alice, claiming, foundPot, replicaOf, write, type Person } from '../log/people.ts'
import { createPrng } from './prng.ts'

/** A pot that `people` share, as everybody knows it when a run begins. */
export interface Beginning {
  readonly pot: PotId
  readonly route: RouteId
  readonly people: readonly Person[]
  readonly members: readonly MemberId[]
  readonly events: readonly SignedEvent[]
  /** An event of another pot. */
  readonly foreign: StoredEvent
}

const NAMES = ['Alice', 'Bob', 'Carol', 'Dave', 'Eve', 'Frank', 'Grace', 'Heidi'] as const

const people: readonly Person[] = NAMES.map((name, index) =>
  index === 0
    ? alice
    : {
        name,
        signer: createSigner(seedDeviceKey(new Uint8Array(32).fill(30 + index))),
        account: createAccountKey(new Uint8Array(32).fill(130 + index)),
      },
)

/** Randomness that depends on a seed alone. */
export const seededRandom = (seed: number): Random => {
  const prng = createPrng(seed)
  return { bytes: (length) => Uint8Array.from({ length }, () => prng.below(256)) }
}

const beginnings = new Map<number, Promise<Beginning>>()

/** The beginning with this many devices. */
export function beginningOf(devices: number): Promise<Beginning> {
  const known = beginnings.get(devices) ?? begin(devices)
  beginnings.set(devices, known)
  return known
}

async function begin(devices: number): Promise<Beginning> {
  let now = 1_767_225_600
  const ports: AuthoringPorts = { clock: { now: () => now++ }, random: seededRandom(devices) }
  const genesis = await foundPot(ports)
  const pot = potOf(genesis.event)
  const replica = await replicaOf(pot, genesis)
  const events = [genesis]
  const cast = people.slice(0, devices)
  const members: MemberId[] = []
  for (const { name } of cast) {
    const added = await write(replica, alice, adding(name), ports)
    events.push(added)
    members.push(added.event.id as string as MemberId)
  }
  for (const [index, person] of cast.entries()) {
    const claim = await write(replica, person, await claiming(pot, members[index] as MemberId, person), ports)
    events.push(claim)
    if (index > 0)
      events.push(await write(replica, alice, { kind: 'claim.confirmed', body: { claim: claim.event.id } }, ports))
  }
  const other = await foundPot(ports, 'Porto')
  const there = createReplica(potOf(other.event))
  there.insert(other)
  const foreign = (await write(there, alice, adding('Zoe'), ports)).stored
  const { salt } = (genesis.event as EventOf<'pot.created'>).body
  return { pot, route: routeOf(pot, salt), people: cast, members, events, foreign }
}
