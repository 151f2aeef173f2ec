// The part of the fold about keys and invitations (ME9, ME10). Nothing here is attested: it is outside the state hash.

import type { EventOf, PotEvent } from '../events/event.ts'
import type { Draft, NotCounting, PotKeyFact } from '../facts.ts'
import type { EventId } from '../ids.ts'

type Keys = Pick<Draft, 'devices' | 'members' | 'keys' | 'invites'>

/** Folds keys and invitations out of the counting events of an epoch, in canonical order. */
export function foldKeys(draft: Keys & Pick<Draft, 'notCounting'>, events: readonly PotEvent[]): void {
  for (const event of events) {
    const reason = foldOne(draft, event)
    if (reason) draft.notCounting.set(event.id, reason)
  }
}

function foldOne(draft: Keys, event: PotEvent): NotCounting | undefined {
  switch (event.kind) {
    case 'key.rotated':
    case 'key.shared':
    case 'invite.created':
    case 'invite.withdrawn':
    case 'invite.used':
      if (!draft.devices.has(event.device)) return { type: 'DeviceUnknown' }
      return event.kind === 'key.rotated' || event.kind === 'key.shared' ? takeKey(draft, event) : invite(draft, event)
    default:
      return undefined
  }
}

/** ME9: of several wraps for one device the first stands. */
function takeKey(draft: Keys, event: EventOf<'key.rotated'> | EventOf<'key.shared'>): NotCounting | undefined {
  const isNew = event.kind === 'key.rotated'
  const known: PotKeyFact | undefined = isNew
    ? { event, wraps: new Map(), holders: new Set() }
    : draft.keys.get(event.body.key)
  if (!known) return unknown((event as EventOf<'key.shared'>).body.key)
  const bound = isNew ? 'author' : 'key'
  const wraps = new Map(known.wraps)
  for (const { device, wrapped } of event.body.wraps) if (!wraps.has(device)) wraps.set(device, { wrapped, bound })
  const holders = new Set([...known.holders, event.device, ...wraps.keys()])
  draft.keys.set(known.event.id, { event: known.event, wraps, holders })
  return undefined
}

/** ME10: an invitation is withdrawn by any device that speaks, and lets each device in once. */
function invite(
  draft: Keys,
  event: EventOf<'invite.created'> | EventOf<'invite.withdrawn'> | EventOf<'invite.used'>,
): NotCounting | undefined {
  if (event.kind === 'invite.created') {
    const { member } = event.body
    if (member !== null && !draft.members.has(member)) return { type: 'UnknownMember', member }
    draft.invites.set(event.id, { event, withdrawn: null, used: [] })
    return undefined
  }
  const known = draft.invites.get(event.body.invite)
  if (!known) return unknown(event.body.invite)
  if (event.kind === 'invite.withdrawn')
    draft.invites.set(known.event.id, { ...known, withdrawn: known.withdrawn ?? event.id })
  else if (known.used.every(({ body }) => body.device !== event.body.device))
    draft.invites.set(known.event.id, { ...known, used: [...known.used, event] })
  return undefined
}

function unknown(event: EventId): NotCounting {
  return { type: 'UnknownEvent', event }
}
