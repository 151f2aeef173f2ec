import type { PotSession } from './pot-session.ts'

/** Whether this device may speak in the pot: it founded it or its claim is confirmed. */
export function speaks(session: PotSession): boolean {
  return session.fold().open.devices.has(session.identity.signer.device)
}
