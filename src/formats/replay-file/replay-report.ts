import {
  bytesToHex,
  compareIds,
  computeCheckpoint,
  cutOf,
  FEWEST,
  fold,
  isCborList,
  isCborMap,
  stateParts,
  type Anchor,
  type CborValue,
  type PotFold,
} from '../../domain/index.ts'
import type { Json } from '../pot-file/json-lines.ts'
import type { Replay } from './parse-replay.ts'

/** What the rulebook makes of a replay file, ready to be written as JSON. */
export interface ReplayReport {
  readonly pot: string
  /** Ids in canonical order. */
  readonly order: readonly string[]
  readonly anchors: readonly AnchorReport[]
  readonly epoch: string
  readonly late: readonly string[]
  readonly notCounting: { readonly [event: string]: string }
  readonly conflicts: { readonly [root: string]: readonly string[] }
  /** A settlement of everything, with its state; or why there is none. */
  readonly checkpoint:
    | {
        readonly state: Json
        readonly parts: { readonly [part: string]: string }
        readonly stateHash: string
        readonly planRoot: string
        readonly legs: number
      }
    | { readonly error: string }
}

/** What a settlement on the chain means. */
export interface AnchorReport {
  readonly group: string
  readonly seq: string
  readonly checkpoint: string
  readonly verdict: string
  readonly differs?: readonly string[]
  readonly missing?: string
}

/**
 * What the rulebook makes of a replay file, as JSON: the canonical order, what each settlement on the chain means, what is late or does not count,
 * and the state of everything that is known with its parts' hashes and its hash. Lists and keys are sorted, so that equal states are equal texts.
 */
export function replayReport({ pot, events, histories }: Replay): ReplayReport {
  const folded = fold(events, histories)
  const { known, open, late, anchors } = folded
  return {
    pot,
    order: known.events.map(({ id }) => id),
    anchors: anchors.map(anchorToJson),
    epoch: open.epoch.toString(),
    late: [...late].sort(compareIds),
    notCounting: sortedObject(Array.from(open.notCounting, ([id, reason]) => [id, reason.type])),
    conflicts: sortedObject(
      Array.from(open.entries.values(), ({ root, version }) => [root, version.conflicts.map(({ id }) => id)] as const)
        .filter(([, ids]) => ids.length > 0)
        .map(([root, ids]) => [root, [...ids].sort(compareIds)]),
    ),
    checkpoint: stateOf(folded),
  }
}

function stateOf({ known, base, open }: PotFold): ReplayReport['checkpoint'] {
  const terms = { ...FEWEST, rates: [], cut: cutOf({ known, base, open }), seq: open.tie ? open.seq : 0n }
  const computed = computeCheckpoint(known, base, terms)
  if (!computed.ok) return { error: computed.error.type }
  const { body, facts, parts } = computed.value
  return {
    state: cborToJson(stateParts(facts, body)),
    parts: sortedObject([...parts]),
    stateHash: body.stateHash,
    planRoot: body.planRoot,
    legs: body.legs,
  }
}

function anchorToJson({ finalized, verdict }: Anchor): AnchorReport {
  const about = {
    group: finalized.group,
    seq: finalized.seq.toString(),
    checkpoint: finalized.checkpoint,
    verdict: verdict.type,
  }
  if (verdict.type === 'void') return { ...about, differs: verdict.differs }
  return verdict.type === 'waiting' ? { ...about, missing: verdict.missing } : about
}

/** A canonical value as JSON: bytes as hex, integers as decimal text. */
function cborToJson(value: CborValue): Json {
  if (isCborMap(value)) return sortedObject(Array.from(value, ([key, each]) => [key, cborToJson(each)]))
  if (isCborList(value)) return value.map(cborToJson)
  if (value instanceof Uint8Array) return bytesToHex(value)
  if (typeof value === 'bigint') return value.toString()
  return typeof value === 'object' && value !== null ? bytesToHex(value.cid) : value
}

function sortedObject<T>(entries: readonly (readonly [string, T])[]): { readonly [key: string]: T } {
  return Object.fromEntries(entries.toSorted(([a], [b]) => compareIds(a, b)))
}
