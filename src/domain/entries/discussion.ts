// EX5: what people say about entries and about the pot. Computed when somebody looks: it is in no balance and in no state hash.

import type { EventOf, PotEvent } from '../events/event.ts'
import { memberOf, type Facts } from '../facts.ts'
import type { DeviceId, EventId, MemberId } from '../ids.ts'

/** A comment. A withdrawn one keeps its place, so that answers to it stay understandable. */
export interface Comment {
  readonly event: EventOf<'comment.added'>
  /** Who wrote it; the device of a founder who is no member. */
  readonly author: MemberId | DeviceId
  readonly isWithdrawn: boolean
}

/** What was said about one thing. */
export interface Discussion {
  /** In canonical order. */
  readonly comments: readonly Comment[]
  /** Who has set each sign, the first one first. */
  readonly reactions: ReadonlyMap<string, readonly (MemberId | DeviceId)[]>
}

/** A discussion under construction. */
interface Said {
  readonly comments: Comment[]
  readonly reactions: Map<string, readonly (MemberId | DeviceId)[]>
}

type Voices = Pick<Facts, 'devices' | 'notCounting'>

/** What was said about an entry (by its root id), a comment or the pot (by its event's id). `events` in canonical order. */
export function discussionOf(events: readonly PotEvent[], voices: Voices, about: string): Discussion {
  return discussionsOf(events, voices).get(about) ?? { comments: [], reactions: new Map() }
}

/** Everything that was said, by what it is about. Only devices that speak are heard. */
export function discussionsOf(events: readonly PotEvent[], voices: Voices): ReadonlyMap<string, Discussion> {
  const found = new Map<string, Said>()
  const said = (about: string): Said => {
    const known = found.get(about) ?? { comments: [], reactions: new Map() }
    found.set(about, known)
    return known
  }
  const heard = events.filter(({ id, device }) => voices.devices.has(device) && !voices.notCounting.has(id))
  const authorOf = ({ device }: PotEvent): MemberId | DeviceId => memberOf(voices, device) ?? device
  const withdrawn = withdrawnComments(heard, authorOf)
  for (const event of heard) {
    if (event.kind === 'comment.added')
      said(event.body.about).comments.push({ event, author: authorOf(event), isWithdrawn: withdrawn.has(event.id) })
    if (event.kind === 'reaction.changed') {
      const { about, symbol, on } = event.body
      const { reactions } = said(about)
      const others = (reactions.get(symbol) ?? []).filter((each) => each !== authorOf(event))
      // Of one member's changes of one sign the last in canonical order stands.
      if (on || others.length > 0) reactions.set(symbol, on ? [...others, authorOf(event)] : others)
      else reactions.delete(symbol)
    }
  }
  return found
}

/** Comments that whoever wrote them has withdrawn, from whichever of their devices. */
function withdrawnComments(
  heard: readonly PotEvent[],
  authorOf: (event: PotEvent) => MemberId | DeviceId,
): ReadonlySet<EventId> {
  const authors = new Map<EventId, MemberId | DeviceId>()
  const withdrawn = new Set<EventId>()
  for (const event of heard) {
    if (event.kind === 'comment.added') authors.set(event.id, authorOf(event))
    if (event.kind === 'comment.withdrawn' && authors.get(event.body.comment) === authorOf(event))
      withdrawn.add(event.body.comment)
  }
  return withdrawn
}
