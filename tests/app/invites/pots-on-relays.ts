// Installations that meet over a real relay: pots in step, mailboxes, and the answering of requests.

import { onTestFinished } from 'vitest'
import { createQuits, type PotSession, type Quits } from '../../../src/app/index.ts'
import {
  startAnswering,
  joinPot,
  type AnswerPorts,
  type Joining,
  type JoinPorts,
} from '../../../src/app/invites/index.ts'
import { createProcessLocks } from '../../../src/app/sync/hold-lock.ts'
import { openMailbox } from '../../../src/app/sync/mailbox.ts'
import { setPotRelays } from '../../../src/app/sync/pot-relays.ts'
import { startSyncing, type Syncing } from '../../../src/app/sync/syncing.ts'
import { parseInvitationLink, type InvitationLink } from '../../../src/sync/index.ts'
import { relayPorts, until } from '../sync/relay-ports.ts'
import { createInstallation, EUR, must } from '../people.ts'

const running = new WeakMap<Quits, Syncing>()

/** Everything of an installation over real sockets, in step until the test is over. */
export function portsOf(quits: Quits): JoinPorts & AnswerPorts {
  const syncing =
    running.get(quits) ?? startSyncing(quits, { ...relayPorts, clock: quits.ports.clock, hold: createProcessLocks() })
  if (!running.has(quits)) onTestFinished(() => syncing.close())
  running.set(quits, syncing)
  return {
    syncing,
    wait: relayPorts.wait,
    openMailbox: (access, onMessage) => openMailbox(relayPorts, access, onMessage),
  }
}

/** An installation whose clock can be moved. */
export async function createTimedInstallation(): Promise<Quits & { readonly pass: (seconds: number) => void }> {
  const { ports } = await createInstallation()
  let now = 1_780_000_000
  const quits = must(await createQuits({ ...ports, clock: { now: () => now } }))
  return { ...quits, pass: (seconds) => void (now += seconds) }
}

/** A pot on a relay, founded by Alice, with Bob by name. */
export async function foundOnRelay(alice: Quits, relays: readonly string[]): Promise<PotSession> {
  const session = must(
    await alice.createPot({ title: 'Lisbon', currency: EUR, you: 'Alice', others: ['Bob'], chain: null }),
  )
  must(await setPotRelays(session, relays))
  must(await portsOf(alice).syncing.refresh())
  return session
}

/** Answers requests in all pots until the test is over, or until the answer says so. */
export function answering(quits: Quits): { readonly close: () => Promise<void> } {
  const ports = portsOf(quits)
  const answers = startAnswering(quits, ports.syncing, ports)
  onTestFinished(() => answers.close())
  return answers
}

/** The invitation in a fragment. */
export const linkOf = (fragment: string): InvitationLink => must(parseInvitationLink(fragment))

/** Joins until the test is over. */
export async function joining(quits: Quits, link: InvitationLink, name = 'Bob'): Promise<Joining> {
  const joined = must(await joinPot(quits, portsOf(quits), link, name))
  onTestFinished(() => joined.close())
  return joined
}

/** Resolves with the state, once it is of this kind. */
export async function untilState<K extends ReturnType<Joining['state']>['kind']>(
  joined: Joining,
  kind: K,
): Promise<Extract<ReturnType<Joining['state']>, { kind: K }>> {
  await until(
    () => joined.state().kind === kind,
    joined.subscribe,
    () => [joined.state().kind, joined.relays()],
  )
  return joined.state() as Extract<ReturnType<Joining['state']>, { kind: K }>
}
