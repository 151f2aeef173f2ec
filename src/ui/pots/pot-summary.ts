import type { PotSession } from '../../app/index.ts'
import type { Change, Facts, PotId } from '../../domain/index.ts'

/** A pot in the list. */
export interface PotSummary {
  readonly id: PotId
  readonly title: string
  readonly names: readonly string[]
  readonly entries: number
  /** What the reader is owed (positive) or owes, per currency; null while they have not said who they are. */
  readonly mine: readonly Change[] | null
  readonly isQuits: boolean
}

/** A session in a few words. */
export function potSummary(session: PotSession): PotSummary {
  const { open } = session.fold()
  const me = open.devices.get(session.identity.signer.device)?.member ?? null
  return {
    id: session.id,
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
