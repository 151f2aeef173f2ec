import type { EventId, PotId } from '../../domain/index.ts'
import { admitEvents, createReplica, type CheckOptions, type Replica, type StoredEvent } from '../../log/index.ts'
import { base64ToBytes } from '../base64.ts'

const EVENT = /^ {6}"id": "([0-9a-f]{64})",\n {6}"bytes": "([A-Za-z0-9+/=]*)",\n {6}"signature": "([A-Za-z0-9+/=]*)"$/gm

/**
 * The events that a damaged pot file still proves: each is checked like one from a stranger, and counts only with its whole past. A file holds parents before
 * children, so of one that was cut off everything before the cut is there.
 */
export async function salvagePotFile(file: Uint8Array, pot: PotId, options: CheckOptions = {}): Promise<Replica> {
  const text = new TextDecoder().decode(file)
  const found: StoredEvent[] = []
  for (const [, id, bytesText, signatureText] of text.matchAll(EVENT)) {
    const bytes = base64ToBytes(bytesText as string)
    const signature = base64ToBytes(signatureText as string)
    if (bytes.ok && signature.ok) found.push({ id: id as EventId, bytes: bytes.value, signature: signature.value })
  }
  const log = createReplica(pot)
  await admitEvents(log, found, options)
  return log
}
