import { sealingKey } from '../../domain/index.ts'
import { shareKeys } from './pot-keys.ts'
import { isRead, OTHERS_FIRST_MS, type RouteWork } from './route-work.ts'
import { jitterOf } from './sync-ports.ts'

/** Passes keys on to devices that lack them: at once when this device made the key, otherwise a while later, if nobody else has. */
export function createKeySharing(work: RouteWork): () => void {
  const { quits, ports, turns, session } = work
  const { device: own } = quits.identity.signer
  let isSharing = false
  return () => {
    const of = session()
    if (of === null || isSharing) return
    const { open } = of.fold()
    const id = sealingKey(open)
    if (id === null || !open.devices.has(own)) return
    const key = open.keys.get(id)
    const lacking = [...open.devices.values()].filter(
      ({ id: device, sealing }) => sealing !== null && !open.revoked.has(device) && !key?.wraps.has(device),
    )
    if (lacking.length === 0) return
    isSharing = true
    void (async () => {
      if (key?.event.device !== own) await ports.wait(OTHERS_FIRST_MS * (1 + jitterOf(ports.random)))
      await turns.take(async () => void (isRead(work) && (await shareKeys(of))), undefined)
      isSharing = false
    })()
  }
}
