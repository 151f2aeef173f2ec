// A pot's log as the store has it, checked like anything from outside.

import { err, ok, type PotId, type Result } from '../../domain/index.ts'
import {
  admitEvents,
  CheckCancelled,
  createReplica,
  type AdmitReport,
  type CheckWatch,
  type Replica,
  type StoredEvent,
} from '../../log/index.ts'
import type { Identity } from '../identity.ts'
import type { AppPorts } from '../ports.ts'
import type { SessionPorts, StoreDamage, TakeOptions, Waiting, WriteError } from '../pot-session.ts'
import { readSnapshotHead } from '../snapshot/snapshot.ts'

/** A log as it was read. */
export interface LoadedReplica {
  readonly replica: Replica
  readonly waiting: Waiting
  readonly damage: StoreDamage | null
  /** Whether a snapshot of exactly this is kept. */
  readonly isKept: boolean
}

/** Reads a pot's log. */
export async function loadReplica(
  ports: SessionPorts,
  identity: Identity,
  id: PotId,
  watch?: CheckWatch,
): Promise<Result<LoadedReplica, WriteError>> {
  const [stored, head] = await Promise.all([ports.storage.logs.read(id), readSnapshotHead(ports, identity, id)])
  if (!stored.ok) return stored
  const replica = createReplica(id)
  // What the store returns is checked like anything from outside: a damaged store is noticed here, not in a balance. Only signatures of what this
  // device verified before, to the byte, are not verified again.
  const admitted = await admitInWatch(ports, replica, stored.value, { mark: head?.mark ?? null, watch })
  if (!admitted.ok) return admitted
  const { refused } = admitted.value
  for (const { reason } of refused)
    if (reason.type === 'NewerPot') return err({ type: 'NeedsUpdate', version: reason.version })
  if (replica.events.size === 0) return err({ type: 'PotUnknown', pot: id })
  const here = new Set(stored.value.map((event) => event.id))
  const lost = head?.mark.heads.filter((event) => !here.has(event)) ?? []
  const changes = refused.length + lost.length
  const damage = changes > 0 ? ({ type: 'StoreDamaged', changes, refused, lost } as const) : null
  const isKept = ports.snapshots === undefined || (damage === null && head?.events === replica.events.size)
  return ok({ replica, waiting: waitingOf(admitted.value), damage, isKept })
}

/** What an admission leaves waiting. */
export function waitingOf({ waiting, refused }: AdmitReport): Waiting {
  return { events: waiting, turnedAway: refused.filter(({ reason }) => reason.type === 'QuarantineFull').length }
}

/** An admission by what verifies here, which its watcher may end. */
export async function admitInWatch(
  { verifierFor }: Pick<AppPorts, 'verifierFor'>,
  replica: Replica,
  events: readonly StoredEvent[],
  options: TakeOptions = {},
): Promise<Result<AdmitReport, WriteError>> {
  try {
    return ok(await admitEvents(replica, events, { ...options, ...(verifierFor && { verifierFor }) }))
  } catch (cause) {
    if (cause instanceof CheckCancelled) return err({ type: 'CheckEnded' })
    throw cause
  }
}
