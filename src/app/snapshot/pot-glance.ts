import type { Change, DeviceId, Facts, PotFold, PotId } from '../../domain/index.ts'

/** A pot in a few words, as a list of pots shows it. */
export interface PotGlance {
  readonly id: PotId
  readonly title: string
  readonly names: readonly string[]
  /** Entries that count. */
  readonly entries: number
  /** What the reader is owed (positive) or owes, per currency; null while they have not said who they are. */
  readonly mine: readonly Change[] | null
  readonly isQuits: boolean
}

/** A pot in a few words, as this device's person sees it. */
export function glanceOf(id: PotId, { open }: PotFold, device: DeviceId): PotGlance {
  const me = open.devices.get(device)?.member ?? null
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
