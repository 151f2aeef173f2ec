import { ok, type DeviceId, type Result } from '../../domain/index.ts'
import type { DeviceLink, KeyStore, StorageError } from '../../storage/index.ts'

/** Keeps a link, in place of an earlier one of the same device. */
export function keepLink(keys: KeyStore, { device, sealing, mailbox, relays }: DeviceLink): Promise<Kept> {
  return change(keys, (links) => [...without(links, device), { device, sealing, mailbox, relays }])
}

/** Forgets the link of a device. */
export function dropLink(keys: KeyStore, device: DeviceId): Promise<Kept> {
  return change(keys, (links) => without(links, device))
}

type Kept = Result<void, StorageError>
type Links = readonly DeviceLink[]

async function change(keys: KeyStore, next: (links: Links) => Links): Promise<Kept> {
  const stored = await keys.load()
  if (!stored.ok) return stored
  if (stored.value === null) return ok(undefined)
  return keys.replace({ ...stored.value, links: next(stored.value.links ?? []) })
}

function without(links: Links, device: DeviceId): Links {
  return links.filter((link) => link.device !== device)
}
