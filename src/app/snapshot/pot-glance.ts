import type { Change, Facts, PotFold, PotId } from '../../domain/index.ts'
import type { Identity } from '../identity.ts'
import { ownMember } from '../own-member.ts'

/** A pot in a few words, as a list of pots shows it. */
export interface PotGlance {
  readonly id: PotId
  readonly title: string
  readonly names: readonly string[]
  /** Entries that count. */
  readonly entries: number
  /** What the reader is owed (positive) or owes, per currency; null while it is not known who they are there. */
  readonly mine: readonly Change[] | null
  readonly isQuits: boolean
}

/** A pot in a few words, as this installation's person sees it. */
export function glanceOf(id: PotId, { open }: PotFold, identity: Identity): PotGlance {
  const me = ownMember(open, identity)
  return {
    id,
    title: open.genesis.title,
    names: [...open.members.values()].map(({ name }) => name),
    entries: liveEntries(open),
    mine: me === null ? null : open.nets.filter(({ member }) => member === me),
    isQuits: open.nets.length === 0,
  }
}

function liveEntries({ effects }: Facts): number {
  return [...effects.values()].filter((effect) => effect.length > 0).length
}
