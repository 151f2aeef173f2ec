// Where this device's chain ended in each pot when it last wrote a file. An older copy of a pot file lacks events that are signed already: going on
// from there would give one place of the chain two events, and everybody would see a forked device.

import { readFile } from 'node:fs/promises'
import { isHex, type DeviceId, type EventId, type PotId } from '../domain/index.ts'
import type { LogIndex } from '../log/index.ts'
import { writeFileAtomically } from './write-file-atomically.ts'

/** The event that ended this device's chain in a pot when it last wrote; null when it never did, or when nothing is remembered. */
export async function lastWritten(devicePath: string, pot: PotId, device: DeviceId): Promise<EventId | null> {
  const id = (await readAll(devicePath))[keyOf(pot, device)]
  return isHex(id, 32) ? (id as EventId) : null
}

/** Remembers where this device's chain ends in a log that was just written to a file. */
export async function rememberWritten(devicePath: string, log: LogIndex, device: DeviceId): Promise<void> {
  const [head] = log.headsOf(device)
  if (head === undefined) return
  const all = { ...(await readAll(devicePath)), [keyOf(log.pot, device)]: head }
  await writeFileAtomically(pathFor(devicePath), `${JSON.stringify(all, null, 2)}\n`, 0o600)
}

function pathFor(devicePath: string): string {
  return `${devicePath}.written`
}

function keyOf(pot: PotId, device: DeviceId): string {
  return `${pot}.${device}`
}

async function readAll(devicePath: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    const parsed: unknown = JSON.parse(await readFile(pathFor(devicePath), 'utf8'))
    return typeof parsed === 'object' && parsed !== null ? (parsed as Readonly<Record<string, unknown>>) : {}
  } catch {
    return {} // none yet, or damaged: it only guards against mistakes
  }
}
