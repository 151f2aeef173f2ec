import { verifyDeviceCertificate } from '../../crypto/index.ts'
import { hexToBytes } from '../../domain/index.ts'
import type { DeviceLink } from '../../storage/index.ts'
import { parseMailboxMessage, verifyLinkAnswer } from '../../sync/index.ts'
import type { Quits } from '../quits.ts'
import { openMailbox } from '../sync/mailbox.ts'
import type { RelayPorts } from '../sync/sync-ports.ts'
import type { Syncing } from '../sync/syncing.ts'
import { createTurns } from '../turns.ts'
import { takeLinkedPot } from './linked-access.ts'

/**
 * Listens in the mailbox of this device's own link. Whoever saw the link's request can write there: only what the account signed to which this device was
 * linked counts, with a certificate for this very device. Answers what stops it.
 */
export function takeFromLink(
  quits: Quits,
  syncing: Pick<Syncing, 'refresh'>,
  ports: RelayPorts,
  { mailbox: key, relays }: DeviceLink,
): () => Promise<void> {
  const { account, sealing, signer } = quits.identity
  const { device } = signer
  let isClosed = false
  const turns = createTurns()

  const hear = async (bytes: Uint8Array): Promise<void> => {
    const message = parseMailboxMessage(bytes)
    if (isClosed || !message.ok || message.value.type !== 'link-answer') return
    const answer = message.value
    if (answer.to !== device || answer.account !== account || !(await verifyLinkAnswer(answer))) return
    let isNew = false
    for (const told of answer.pots) {
      const { pot, member, certificate } = told
      if (!(await verifyDeviceCertificate({ pot, member, device, sealing }, account, hexToBytes(certificate)))) continue
      const taken = await takeLinkedPot(quits, told)
      isNew ||= taken.ok && taken.value
    }
    if (isNew) await syncing.refresh()
  }
  const mailbox = openMailbox(ports, { key, relays }, (bytes) => turns.queue(() => hear(bytes)))
  return async () => {
    isClosed = true
    await mailbox.close()
    await turns.idle()
  }
}
