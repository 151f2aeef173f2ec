import { err, ok, type PotEvent, type Result } from '../../domain/index.ts'
import type { SignedEvent } from '../../log/index.ts'
import { isCopied } from '../copied-device.ts'
import type { WriteError } from '../pot-session.ts'
import type { LivePot } from './live-pot.ts'
import { signAhead, type AheadContent } from '../sign-ahead.ts'

/** How often a write is tried again when another tab of this device took the place in its chain. */
const WRITE_ATTEMPTS = 5

/** Signs events one after the other, each seeing the one before, and stores all of them or none. In the store first, then in memory, then told. */
export async function writeEvents(
  pot: LivePot,
  contents: readonly AheadContent[],
): Promise<Result<readonly PotEvent[], WriteError>> {
  const { id, identity, ports } = pot
  for (let attempt = 1; ; attempt++) {
    const { needsUpdate, open } = pot.fold()
    if (needsUpdate !== null) return err({ type: 'NeedsUpdate', version: needsUpdate })
    if (open.revoked.has(identity.signer.device)) return err({ type: 'DeviceRevoked' })
    if (await isCopied(ports, identity)) return err({ type: 'DeviceCopied' })
    const signed = await signAhead(pot.replica(), identity, contents, ports)
    const kept = signed.ok ? await ports.storage.logs.appendOwn(id, signed.value) : signed
    if (signed.ok && (kept.ok || isKeptAlready(kept.error, signed.value))) {
      for (const each of signed.value) pot.replica().insert(each)
      pot.took(signed.value)
      return ok(signed.value.map(({ event }) => event))
    }
    // The store may be ahead of the memory: another tab has written, or a write that failed was kept nevertheless.
    const reloaded = await pot.reload()
    if (!reloaded.ok) return reloaded
    if (!kept.ok && (kept.error.type !== 'SeqTaken' || attempt === WRITE_ATTEMPTS)) {
      pot.tell()
      return kept
    }
  }
}

/** Whether the place is taken by the very events that were to be written: a write that was done twice because its connection was lost. */
function isKeptAlready(error: WriteError, signed: readonly SignedEvent[]): boolean {
  return error.type === 'SeqTaken' && error.stored === signed.at(-1)?.event.id
}
