import type { Change, Currency, MemberId, PotFold } from '../../domain/index.ts'
import type { Identity } from '../identity.ts'
import { ownMember } from '../own-member.ts'

/** One entry of an outline: its day, what it was, and how much. */
export interface OutlinedEntry {
  readonly date: string
  readonly title: string
  readonly amount: bigint
  readonly currency: Currency
}

/** What a pot's screen shows before the pot itself is there: balances, and all entries that count, the newest day first. */
export interface PotOutline {
  readonly me: MemberId | null
  readonly nameByMember: ReadonlyMap<MemberId, string>
  readonly nets: readonly Change[]
  readonly entries: readonly OutlinedEntry[]
}

/** The outline of a pot, as this installation's person sees it. */
export function outlineOf({ open }: PotFold, identity: Identity): PotOutline {
  const dated = [...open.live].flatMap(([root, { content }]) =>
    content === null ? [] : [{ root, at: open.versions.get(root)?.[0]?.at ?? 0, content }],
  )
  dated.sort((a, b) => compare(b.content.date, a.content.date) || b.at - a.at || compare(a.root, b.root))
  return {
    me: ownMember(open, identity),
    nameByMember: new Map([...open.members.values()].map(({ id, name }) => [id, name])),
    nets: open.nets,
    entries: dated.map(({ content: { date, title, amount, currency } }) => ({ date, title, amount, currency })),
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
