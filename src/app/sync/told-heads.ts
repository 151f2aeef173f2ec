import { findTwoViews, toldHeadOf, type KnownRelay } from '../../sync/index.ts'
import type { ToldHeads } from './meet-neighbours.ts'
import type { RelayLine } from './relay-line.ts'
import type { RouteWork } from './route-work.ts'

/** What the relays of a route told this side, held against what they told others. */
export function createToldHeads({ book, lines }: Pick<RouteWork, 'book' | 'lines'>): ToldHeads {
  const known = (): readonly { readonly line: RelayLine; readonly known: KnownRelay }[] =>
    lines().flatMap((line) => {
      const relay = book.knownOf(line.relay)
      return relay === null ? [] : [{ line, known: relay }]
    })
  return {
    told: () => known().flatMap((each) => toldHeadOf(each.known) ?? []),
    holdAgainst: async (heads) => {
      const ours = known()
      const views = await findTwoViews(
        ours.map((each) => each.known),
        heads,
      )
      for (const view of views) ours.find((each) => each.known.key === view.relay)?.line.note(view)
    },
  }
}
