import { ok, type PotFold, type PotId, type Result } from '../../domain/index.ts'
import { markOf, type LogIndex } from '../../log/index.ts'
import type { StorageError } from '../../storage/index.ts'
import type { Identity } from '../identity.ts'
import type { AppPorts } from '../ports.ts'
import { glanceOf } from './pot-glance.ts'
import { outlineOf, type PotOutline } from './pot-outline.ts'
import {
  parseSnapshotBody,
  parseSnapshotHead,
  snapshotToParts,
  type SnapshotHead,
  type SnapshotOrigin,
} from './snapshot-parts.ts'

/** What snapshots need from outside. */
export type SnapshotPorts = Pick<AppPorts, 'storage' | 'snapshots'>

/** Fewer events are verified sooner than a snapshot is read. */
const LEAST_EVENTS = 200

/** The head of a pot's snapshot, null when there is none that this software wrote on this device. */
export async function readSnapshotHead(
  { storage, snapshots }: SnapshotPorts,
  identity: Identity,
  pot: PotId,
): Promise<SnapshotHead | null> {
  if (snapshots === undefined) return null
  const bytes = await storage.snapshots.head(pot)
  return bytes.ok && bytes.value !== null
    ? parseSnapshotHead(bytes.value, originOf(pot, identity, snapshots.build))
    : null
}

/** The outline that belongs to a head, null when the body is not there or another one. */
export async function readOutline(
  { storage }: SnapshotPorts,
  pot: PotId,
  head: SnapshotHead,
): Promise<PotOutline | null> {
  const body = await storage.snapshots.body(pot)
  return body.ok && body.value !== null ? parseSnapshotBody(body.value, head) : null
}

/** Keeps a snapshot of a log that is in the store as it is here; a short log needs none. */
export async function keepSnapshot(
  { storage, snapshots }: SnapshotPorts,
  identity: Identity,
  log: LogIndex,
  fold: PotFold,
): Promise<Result<void, StorageError>> {
  if (snapshots === undefined || log.events.size < LEAST_EVENTS) return ok(undefined)
  const { pot } = log
  const head = { mark: markOf(log), events: log.events.size, glance: glanceOf(pot, fold, identity) }
  const origin = originOf(pot, identity, snapshots.build)
  return storage.snapshots.keep(pot, await snapshotToParts(origin, identity.signer, head, outlineOf(fold, identity)))
}

function originOf(pot: PotId, { signer, account }: Identity, build: string): SnapshotOrigin {
  return { pot, device: signer.device, account, build }
}
