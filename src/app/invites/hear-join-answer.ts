import type { DeviceId, PotId } from '../../domain/index.ts'
import { parseMailboxMessage, verifyJoinAnswer, type JoinAnswer } from '../../sync/index.ts'

/** An answer to a device that asked to be let in, signed by the device that it names; null for everything else that is in the mailbox. */
export async function hearJoinAnswer(pot: PotId, to: DeviceId, message: Uint8Array): Promise<JoinAnswer | null> {
  const parsed = parseMailboxMessage(message)
  if (!parsed.ok) return null
  const said = parsed.value
  if (said.type !== 'join-admitted' && said.type !== 'join-refused') return null
  return said.to === to && (await verifyJoinAnswer(pot, said)) ? said : null
}
