import { ok, type Result } from '../domain/index.ts'
import type { WriteError } from './pot-session.ts'
import type { Quits } from './quits.ts'

/** A place for one word outside of the database: a browser that deletes the one may leave the other. */
export interface StorageTrace {
  readonly read: () => string | null
  /** Null takes it away. Where nothing can be written nothing is. */
  readonly write: (word: string | null) => void
}

/**
 * Leaves a trace of this installation's pots, or finds the trace of an installation that had pots and is gone: the database was deleted, and what is here
 * begins anew with another device key. True then. Where everything was deleted, the trace too, nobody can tell.
 */
export async function isStorageGone(quits: Quits, trace: StorageTrace): Promise<Result<boolean, WriteError>> {
  const pots = await quits.pots()
  if (!pots.ok) return pots
  const { device } = quits.identity.signer
  const before = trace.read()
  if (pots.value.length === 0) return ok(before !== null && before !== device)
  if (before !== device) trace.write(device)
  return ok(false)
}
