import type { Hash32, PotId } from '../../domain/index.ts'
import { useQuitsStore } from '../stores/use-quits-store.ts'

/** The salt of the group that a pot is about to get, the same across reloads: by it a transaction on its way is known again. */
export async function groupSalt(pot: PotId): Promise<Hash32> {
  const { settings } = useQuitsStore().quits().ports.storage
  const name = `group-salt/${pot}`
  const stored = await settings.get(name)
  if (stored.ok && stored.value !== null) return stored.value as Hash32
  const bytes = useQuitsStore().quits().ports.random.bytes(32)
  const salt = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('') as Hash32
  await settings.set(name, salt)
  return salt
}
