// Seven people, each with an installation of their own: its store, keys and connection, nothing shared but files and the chain.

import { createQuits, followPot, type PotSession, type Quits } from '../../app/index.ts'
import type { ChainPort, PendingTransaction } from '../../chain/index.ts'
import { systemRandom } from '../../crypto/index.ts'
import { err, type Hash32, type MemberId, type PotId } from '../../domain/index.ts'
import type { StoredEvent } from '../../log/index.ts'
import { createMemoryStorage } from '../../storage/index.ts'
import type { WalletAccount } from '../../wallet/index.ts'
import { systemClock } from '../write-events.ts'
import { need } from './narrator.ts'

/** Somebody of the story. */
export interface Person {
  readonly name: string
  readonly account: WalletAccount
  readonly quits: Quits
  readonly session: PotSession
}

/** An installation with an empty store. */
export async function createInstallation(port: ChainPort, knownCode: readonly Hash32[]): Promise<Quits> {
  return need(
    'starting an installation',
    await createQuits({
      storage: createMemoryStorage<PendingTransaction>(),
      clock: systemClock,
      random: systemRandom,
      connect: async (endpoint) =>
        endpoint === '' ? err({ type: 'Disconnected', endpoint, detail: 'no address' }) : { ok: true, value: port },
      wallets: async () => [],
      knownCode,
    }),
  )
}

/** Gives an installation the events of a pot, as a pot file would. */
export async function receivePot(quits: Quits, pot: PotId, events: readonly StoredEvent[]): Promise<PotSession> {
  need('taking in the pot', await quits.receive(pot, events))
  return need('opening the pot', await quits.open(pot))
}

/** Everybody gets everybody's events. */
export async function exchange(people: readonly Person[]): Promise<void> {
  const [first] = people
  if (!first) return
  for (const { session } of people) need('exchanging events', await first.session.receive(session.stored()))
  for (const { session } of people) need('exchanging events', await session.receive(first.session.stored()))
}

/** The member of a name. */
export function memberNamed(session: PotSession, name: string): MemberId {
  const found = [...session.fold().open.members.values()].find((member) => member.name === name)
  if (!found) throw new Error(`nobody in the pot is called ${name}`)
  return found.id
}

/** Has people follow the pot's group on the chain; resolves, once each has read it, to the way to stop. */
export async function followAll(people: readonly Person[], port: ChainPort): Promise<() => Promise<void>> {
  const halted = Promise.withResolvers<never>()
  halted.promise.catch(() => undefined)
  const followers = people.map(({ quits, session }) =>
    followPot(quits.ports, session, port, (status) => {
      if (status.type === 'halted') halted.reject(new Error(`following the chain halted: ${status.error.type}`))
    }),
  )
  const read = people.map(({ session }) =>
    until(session, 'the group is read', () => session.fold().open.group !== null),
  )
  await Promise.race([Promise.all(read), halted.promise])
  return async () => {
    for (const { stop } of followers) await stop()
  }
}

/** Resolves once a session's state is as wanted. */
export function until(session: PotSession, what: string, holds: () => boolean, timeoutMs = 30_000): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      stop()
      reject(new Error(`waited ${timeoutMs / 1000} s in vain: ${what}`))
    }, timeoutMs)
    const look = (): void => {
      if (!holds()) return
      clearTimeout(timer)
      stop()
      resolve()
    }
    const stop = session.subscribe(look)
    look()
  })
}
