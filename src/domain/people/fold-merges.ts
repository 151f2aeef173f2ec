// ME8: members who turn out to be one.

import type { EventOf, PotEvent } from '../events/event.ts'
import type { Draft, Member, NotCounting } from '../facts.ts'
import type { EventId, MemberId } from '../ids.ts'
import { mergedMember } from './merged-members.ts'

/** Folds merges and what takes them back out of the counting events of an epoch, in canonical order. */
export function foldMerges(draft: Draft, events: readonly PotEvent[]): void {
  const fresh = new Map<EventId, MemberId>()
  for (const event of events) {
    const reason =
      event.kind === 'members.merged'
        ? merge(draft, event, fresh)
        : event.kind === 'merge.undone'
          ? undo(draft, event, fresh)
          : undefined
    if (reason) draft.notCounting.set(event.id, reason)
  }
}

/** Only a member whom nobody ever claimed is counted with another, and with one other only. */
function merge(draft: Draft, event: EventOf<'members.merged'>, fresh: Map<EventId, MemberId>): NotCounting | undefined {
  const { from, into } = event.body
  if (!draft.devices.has(event.device)) return { type: 'DeviceUnknown' }
  const stranger = [from, into].find((member) => !draft.members.has(member))
  if (stranger !== undefined) return { type: 'UnknownMember', member: stranger }
  const member = draft.members.get(from) as Member
  if (member.account !== null) return { type: 'AlreadyClaimed' }
  if (member.mergedInto !== null || mergedMember(draft, into) === from) return { type: 'AlreadyDone' }
  draft.members.set(from, { ...member, mergedInto: into })
  fresh.set(event.id, from)
  return undefined
}

/** A merge of a closed epoch stands. */
function undo(draft: Draft, event: EventOf<'merge.undone'>, fresh: Map<EventId, MemberId>): NotCounting | undefined {
  const { merge: undone } = event.body
  const from = fresh.get(undone)
  if (!draft.devices.has(event.device)) return { type: 'DeviceUnknown' }
  if (from === undefined) return { type: 'UnknownEvent', event: undone }
  fresh.delete(undone)
  draft.members.set(from, { ...(draft.members.get(from) as Member), mergedInto: null })
  return undefined
}
