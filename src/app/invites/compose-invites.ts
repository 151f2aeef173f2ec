import { openMailbox } from '../sync/mailbox.ts'
import type { RelayPorts } from '../sync/sync-ports.ts'
import type { Syncing } from '../sync/syncing.ts'
import type { AnswerPorts } from './answer-requests.ts'
import type { JoinPorts } from './join-pot.ts'

/** The ports of invitations, over those of syncing. */
export function composeInvites(relays: RelayPorts, syncing: Syncing): JoinPorts & AnswerPorts {
  return {
    syncing,
    wait: relays.wait,
    openMailbox: (access, onMessage) => openMailbox(relays, access, onMessage),
  }
}
