import { compareIds, ok, type PotEvent, type Result } from '../domain/index.ts'
import {
  createEvent,
  type AuthoringError,
  type AuthoringPorts,
  type LaterContent,
  type LogIndex,
  type SignedEvent,
} from '../log/index.ts'
import type { Identity } from './identity.ts'

/** What an event is to say: known already, or made from those that come before it in the same write. */
export type AheadContent = LaterContent | ((before: readonly PotEvent[]) => LaterContent)

/**
 * Signs one event after the other, each seeing the one before. The log stays as it is: whoever looks at it finds, and sends, nothing that was not kept.
 */
export async function signAhead(
  log: LogIndex,
  { signer }: Pick<Identity, 'signer'>,
  contents: readonly AheadContent[],
  ports: AuthoringPorts,
): Promise<Result<readonly SignedEvent[], AuthoringError>> {
  const signed: SignedEvent[] = []
  const events = new Map(contents.length > 1 ? log.events : [])
  let ahead = log
  for (const content of contents) {
    const said = typeof content === 'function' ? content(signed.map(({ event }) => event)) : content
    const created = await createEvent(ahead, signer, said, ports)
    if (!created.ok) return created
    signed.push(created.value)
    const { id, prev, seen } = created.value.event
    events.set(id, created.value)
    const named = new Set([prev, ...seen])
    const tips = [...ahead.tips().filter((tip) => !named.has(tip)), id].sort(compareIds)
    ahead = {
      ...log,
      events,
      headsOf: (device) => (device === signer.device ? [id] : log.headsOf(device)),
      tips: () => tips,
    }
  }
  return ok(signed)
}
