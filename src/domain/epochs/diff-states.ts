// SH3: what two states differ in, part by part: the members, entries, balances, legs that only one has, and the fields that are not the same.

import { equalBytes } from '../encoding/bytes.ts'
import { encodeCbor, isCborList, isCborMap, type CborMap, type CborValue } from '../encoding/cbor.ts'
import { bytesToHex } from '../encoding/hex.ts'
import type { StatePart } from './state.ts'

/** One thing in which two states differ. */
export type StateDifference = {
  readonly part: StatePart
  /** The part's field, as in SH1: `members`, `devices`, `entries`, `nets`, `plan`, `tie`, `seq`. */
  readonly field: string
  /** Which of a list: an id, `<member> <currency>` of a balance, the code of a currency, the index of a leg. Null for what there is one of. */
  readonly id: string | null
} & (
  | { readonly type: 'OnlyFirst' | 'OnlySecond' }
  /** Both have it, with other contents. `in` names the fields within it, empty for what has none. */
  | { readonly type: 'Differs'; readonly in: readonly string[] }
)

/** What differs between two states as `stateParts` gives them; nothing when their hashes are equal. Sorted by part, field and id. */
export function diffStates(
  first: ReadonlyMap<StatePart, CborMap>,
  second: ReadonlyMap<StatePart, CborMap>,
): readonly StateDifference[] {
  return [...first].flatMap(([part, fields]) =>
    namesOf(fields, second.get(part) as CborMap).flatMap((field) =>
      diffField(fields.get(field) ?? null, second.get(part)?.get(field) ?? null).map((found) => ({
        part,
        field,
        ...found,
      })),
    ),
  )
}

type Found = StateDifference extends infer D ? (D extends unknown ? Omit<D, 'part' | 'field'> : never) : never

function diffField(first: CborValue, second: CborValue): readonly Found[] {
  if (isCborList(first) && isCborList(second)) return diffLists(first, second)
  if (isSame(first, second)) return []
  if (first === null) return [{ id: null, type: 'OnlySecond' }]
  if (second === null) return [{ id: null, type: 'OnlyFirst' }]
  return [differs(null, first, second)]
}

function diffLists(first: readonly CborValue[], second: readonly CborValue[]): readonly Found[] {
  const [ours, theirs] = [byKey(first), byKey(second)]
  return [...new Set([...ours.keys(), ...theirs.keys()])]
    .sort((a, b) => (a < b ? -1 : 1))
    .flatMap((id): readonly Found[] => {
      const [mine, other] = [ours.get(id), theirs.get(id)]
      if (mine === undefined) return [{ id, type: 'OnlySecond' }]
      if (other === undefined) return [{ id, type: 'OnlyFirst' }]
      return isSame(mine, other) ? [] : [differs(id, mine, other)]
    })
}

function differs(id: string | null, first: CborValue, second: CborValue): Found {
  if (!isCborMap(first) || !isCborMap(second)) return { id, type: 'Differs', in: [] }
  const names = namesOf(first, second).filter((name) => !isSame(first.get(name) ?? null, second.get(name) ?? null))
  return { id, type: 'Differs', in: names }
}

function byKey(list: readonly CborValue[]): ReadonlyMap<string, CborValue> {
  return new Map(list.map((item, index) => [keyOf(item) ?? String(index), item]))
}

/** What tells the items of a list apart. A leg is told by its place alone: two legs may be equal. */
function keyOf(item: CborValue): string | undefined {
  if (!isCborMap(item)) return undefined
  const id = item.get('id') ?? item.get('root') ?? item.get('event')
  if (id instanceof Uint8Array) return bytesToHex(id)
  const [member, currency, code, digits, from] = ['member', 'currency', 'code', 'digits', 'from'].map(
    (name) => item.get(name) ?? null,
  ) as [CborValue, CborValue, CborValue, CborValue, CborValue]
  if (member instanceof Uint8Array && isCborMap(currency)) return `${bytesToHex(member)} ${keyOf(currency)}`
  if (typeof code === 'string' && typeof digits === 'bigint') return `${code}.${digits}`
  return isCborMap(from) ? keyOf(from) : undefined
}

function namesOf(first: CborMap, second: CborMap): readonly string[] {
  return [...new Set([...first.keys(), ...second.keys()])].sort((a, b) => (a < b ? -1 : 1))
}

function isSame(first: CborValue, second: CborValue): boolean {
  return equalBytes(encodeCbor(first), encodeCbor(second))
}
