import type { Causality } from './causality.ts'
import type { EventOf } from './event.ts'
import { compareIds } from './ids.ts'

/** One version of an entry: its creation, a revision or a void. */
export type EntryVersion = EventOf<'entry.created'> | EventOf<'entry.revised'> | EventOf<'entry.voided'>

/** EX3: the version that lives, and the other heads, which people see as a conflict until a revision names them all. */
export interface LiveVersion {
  readonly live: EntryVersion
  readonly conflicts: readonly EntryVersion[]
}

/** EX3: the heads among an entry's versions: those that no other names. */
export function headVersions(versions: readonly EntryVersion[]): readonly EntryVersion[] {
  const named = new Set(versions.flatMap((version) => (version.kind === 'entry.created' ? [] : version.body.replaces)))
  return versions.filter(({ id }) => !named.has(id))
}

/**
 * EX3: the live one of the versions of a root (at least one). Contents come before voids: a void wins
 * only over contents that it had seen. Then the greater Lamport number, then the greater event id.
 */
export function liveVersion(versions: readonly EntryVersion[], causality: Causality): LiveVersion {
  const heads = headVersions(versions)
  const voids = heads.filter(({ kind }) => kind === 'entry.voided')
  const contents = heads.filter(
    ({ id, kind }) => kind !== 'entry.voided' && !voids.some((head) => causality.sees(head.id, id)),
  )
  const [live] = [...(contents.length > 0 ? contents : voids)].sort(
    (a, b) => b.lamport - a.lamport || compareIds(b.id, a.id),
  )
  if (!live) throw new Error('an entry without a head: its versions name each other in a circle')
  return { live, conflicts: heads.filter(({ id }) => id !== live.id) }
}
