import type { Facts, MemberId } from '../domain/index.ts'

/** A name for each member, in canonical order of the members; names that two members bear get a number (ME4). */
export function displayNames({ members }: Pick<Facts, 'members'>): ReadonlyMap<MemberId, string> {
  const used = new Set<string>()
  const names = new Map<MemberId, string>()
  for (const { id, name } of members.values()) {
    let shown = name
    for (let count = 2; used.has(shown); count++) shown = `${name} (${count})`
    used.add(shown)
    names.set(id, shown)
  }
  return names
}
