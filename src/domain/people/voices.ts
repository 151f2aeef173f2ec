import type { Causality } from '../epochs/causality.ts'
import type { EventOf } from '../events/event.ts'
import type { Draft, NotCounting } from '../facts.ts'
import type { EventId } from '../ids.ts'
import type { Limits } from '../limits.ts'

/** Who speaks, as far as it is folded, and what that is judged by. */
export interface Voices extends Pick<Draft, 'founder' | 'members' | 'devices' | 'claims' | 'notCounting'> {
  readonly limits: Limits
  readonly causality: Causality
}

/** A claim. */
export type Claim = EventOf<'member.claimed'>

/** Notes why an event does not count. */
export function refuse({ notCounting }: Pick<Voices, 'notCounting'>, event: EventId, reason: NotCounting): void {
  notCounting.set(event, reason)
}
