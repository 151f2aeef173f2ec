// Somebody else's device in the same page, in memory: nothing of it is interrupted.

import { addEntry, type PotSession, type Quits } from '../../../src/app/index.ts'
import { createProcessLocks } from '../../../src/app/sync/hold-lock.ts'
import { keyRing } from '../../../src/app/sync/index.ts'
import { startPotSync, type PotSync } from '../../../src/app/sync/pot-sync.ts'
import type { EventId } from '../../../src/domain/index.ts'
import { dinner, must } from '../../app/people.ts'
import { relayPorts, until } from '../../app/sync/relay-ports.ts'

/** Keeps the pot of a session in step on another device, which is handed the keys that the session has. */
export async function startOther(other: Quits, session: PotSession, relay: string): Promise<PotSync> {
  const keys = [...(await keyRing(session))].map(([id, key]) => ({ id, key }))
  const { salt } = session.fold().open.genesis
  const access = { pot: session.id, salt, relays: [relay], keys, head: null, claim: null }
  // Of the tabs' locks this device has none: the session's own holds them.
  return startPotSync(other, access, { ...relayPorts, clock: other.ports.clock, hold: createProcessLocks() })
}

/** Adds an expense on the other device, as soon as it speaks. */
export async function addAsOther(
  other: Quits,
  { id }: PotSession,
  name: string,
  title: string,
): Promise<readonly EventId[]> {
  const theirs = must(await other.open(id))
  await until(
    () => theirs.fold().open.devices.has(other.identity.signer.device),
    theirs.subscribe,
    () => 'nobody let them in',
  )
  return [must(await addEntry(theirs, dinner(theirs, name, 700, title))).id]
}
