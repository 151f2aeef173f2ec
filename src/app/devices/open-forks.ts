import type { DeviceId, EventId, PotEvent, PotFold } from '../../domain/index.ts'

/** A device that wrote two histories, of which nobody knows yet which one counts. */
export interface OpenFork {
  readonly device: DeviceId
  /** Each history from where they part, in the order of the ids of their first events. */
  readonly histories: readonly History[]
}

/** One of the histories. */
export interface History {
  /** Its last event: what a vote names. */
  readonly head: EventId
  readonly events: readonly PotEvent[]
}

/** ME5, ME6: the forks on which members have still to decide. */
export function openForks({ open, known }: PotFold): readonly OpenFork[] {
  return [...open.forked].flatMap(([device, at]): readonly OpenFork[] => {
    if (open.revoked.has(device)) return []
    const events = known.events.filter((event) => event.device === device)
    const chosen = open.branches.get(device)
    // Where a branch was chosen the device may have forked again behind it.
    const firsts = events.filter(({ seq, prev }) => (chosen ? prev === chosen.id : seq === at))
    if (firsts.length < 2) return []
    return [{ device, histories: firsts.map((first) => historyFrom(first, events)) }]
  })
}

/** What follows on an event until the device forks once more. */
function historyFrom(first: PotEvent, events: readonly PotEvent[]): History {
  const history = [first]
  for (;;) {
    const last = history.at(-1) as PotEvent
    const [next, other] = events.filter(({ prev }) => prev === last.id)
    if (!next || other) return { head: last.id, events: history }
    history.push(next)
  }
}
