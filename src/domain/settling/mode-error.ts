import type { Facts } from '../facts.ts'
import type { MemberId } from '../ids.ts'
import type { SettleMode } from './settle-mode.ts'

/** Why a pot cannot settle in a mode: it names somebody who is no member (any more), or the same member or pair twice. */
export type ModeError =
  | { readonly type: 'ModeNamesStranger'; readonly member: MemberId }
  | { readonly type: 'ModeNamesTwice'; readonly member: MemberId }

/** ST5: what is wrong with a mode in this pot, if anything. */
export function modeError({ members }: Pick<Facts, 'members'>, mode: SettleMode): ModeError | undefined {
  const named = namedIn(mode)
  const stranger = named.find((member) => members.get(member)?.mergedInto !== null)
  if (stranger !== undefined) return { type: 'ModeNamesStranger', member: stranger }
  const repeated = repeatedIn(mode)
  return repeated === undefined ? undefined : { type: 'ModeNamesTwice', member: repeated }
}

function namedIn(mode: SettleMode): readonly MemberId[] {
  if (mode.type === 'centred') return [mode.on]
  if (mode.type === 'subgroups') return mode.groups.flat()
  return mode.type === 'preferred' ? mode.pairs.flatMap(({ from, to }) => [from, to]) : []
}

/** A member may be preferred by many and prefer many, but not themselves, and no pair twice. */
function repeatedIn(mode: SettleMode): MemberId | undefined {
  if (mode.type === 'subgroups') return firstRepeated(mode.groups.flat(), (member) => member)
  if (mode.type !== 'preferred') return undefined
  const own = mode.pairs.find(({ from, to }) => from === to)
  return (own ?? firstRepeated(mode.pairs, ({ from, to }) => `${from}.${to}`))?.from
}

function firstRepeated<T>(items: readonly T[], keyOf: (item: T) => string): T | undefined {
  const seen = new Set<string>()
  return items.find((item) => seen.size === seen.add(keyOf(item)).size)
}
