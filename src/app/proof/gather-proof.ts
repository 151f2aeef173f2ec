// Makes the proof of a settlement out of a pot and what one node proves. The node is not believed: whoever reads the proof checks all of it.

import {
  NO_STATE_ROOT,
  parseHeader,
  type BlockReader,
  type BlockRef,
  type ChainError,
  type GroupReading,
  type ProofReader,
  type RuntimeFacts,
} from '../../chain/index.ts'
import {
  chainLeg,
  compareBytes,
  err,
  legProof,
  ok,
  planLeaves,
  type EventId,
  type FinalPlan,
  type PlacedEvent,
  type PotFold,
  type Result,
} from '../../domain/index.ts'
import type { ProofFile, ProofFileBlock, ProofFileLeg } from '../../formats/index.ts'
import type { StoredEvent } from '../../log/index.ts'

/** What a proof is made from. */
export interface ProofSource {
  readonly fold: PotFold
  /** The pot's events as they are stored. */
  readonly stored: readonly StoredEvent[]
  /** The group's history as one node tells it. */
  readonly reading: Pick<GroupReading, 'events'>
  readonly blocks: Pick<BlockReader, 'header'>
  readonly proofs: ProofReader
}

/** Why there is no proof. */
export type GatherError =
  | ChainError
  | { readonly type: 'NotTied' }
  /** The chain has no final settlement with this checkpoint that is in force and matches. */
  | { readonly type: 'NothingFinal'; readonly checkpoint: EventId | null }
  /** A node's header that is none. */
  | { readonly type: 'BadHeader'; readonly detail: string }

/** The settlement that is proven when none is named: the last one that is final and matches. */
export function lastFinal({ anchors }: PotFold): EventId | null {
  return anchors.findLast(({ verdict }) => verdict.type === 'final')?.finalized.checkpoint ?? null
}

/** Gathers the proof of a final settlement. `onBlock`: how many blocks are done, of how many that hold events. */
export async function gatherProof(
  source: ProofSource,
  checkpoint: EventId | null,
  onBlock: (done: number, all: number) => void = () => {},
): Promise<Result<ProofFile, GatherError>> {
  const { fold, stored, reading } = source
  const { tie } = fold.open
  if (!tie) return err({ type: 'NotTied' })
  const plan = checkpoint === null ? undefined : fold.open.plans.get(checkpoint)
  if (checkpoint === null || !plan) return err({ type: 'NothingFinal', checkpoint })
  const gathered = await gatherBlocks(source, tie, onBlock)
  if (!gathered.ok) return gathered
  const storedById = new Map(stored.map((event) => [event.id, event]))
  return ok({
    chain: { genesis: tie.genesis, contract: tie.contract, group: tie.group, createdAt: tie.block },
    settlement: { epoch: plan.groupEpoch, checkpoint },
    ...gathered.value,
    history: reading.events,
    legs: legsOf(plan, tie),
    events: fold.known.events.map(({ id }) => storedById.get(id) as StoredEvent),
  })
}

type Tie = NonNullable<PotFold['open']['tie']>

function legsOf({ plan, groupEpoch }: FinalPlan, { group }: Tie): readonly ProofFileLeg[] {
  const leaves = planLeaves(group, groupEpoch, plan)
  return plan.flatMap((each, index) => {
    const leg = chainLeg(each, index)
    return leg ? [{ leg, proof: legProof(leaves, index) }] : []
  })
}

type Gathered = Pick<ProofFile, 'blocks' | 'runtimes'>

async function gatherBlocks(
  { reading, blocks: reader, proofs }: ProofSource,
  { contract, group }: Tie,
  onBlock: (done: number, all: number) => void,
): Promise<Result<Gathered, GatherError>> {
  const places = blocksOf(reading.events)
  const runtimes: RuntimeFacts[] = []
  const blocks: ProofFileBlock[] = []
  const record = { contract, group }
  for (let [at, done] = [places[0], 0]; at;) {
    const hasEvents = at.hash === places[done]?.hash
    const next: BlockRef | undefined = places[hasEvents ? done + 1 : done]
    const runtime =
      hasEvents || runtimes.length === 0 ? await proofs.runtime(at.hash) : ok(runtimes.at(-1) as RuntimeFacts)
    if (!runtime.ok) return runtime
    const older = await olderBlock(reader, at, next, runtime.value)
    if (!older.ok) return older
    const proof = await proofs.blockProof(at.hash, {
      events: hasEvents,
      record: blocks.length === 0 ? record : null,
      olderBlock: older.value && older.value.number < at.number - 1 ? older.value.number : null,
    })
    if (!proof.ok) return proof
    const header = parseHeader(proof.value.header)
    if (!header.ok) return header
    const hasState = header.value.stateRoot !== NO_STATE_ROOT
    if (hasEvents && hasState && !runtimes.includes(runtime.value)) runtimes.push(runtime.value)
    const index = hasEvents && hasState ? runtimes.indexOf(runtime.value) : null
    // Nodes have no order of their own: sorted, the same proof has the same text from every node.
    const nodes = [...proof.value.nodes].sort(compareBytes)
    blocks.push({ number: at.number, hash: at.hash, runtime: index, header: proof.value.header, nodes })
    if (hasEvents) onBlock(++done, places.length)
    // Without a state nothing links blocks that are no neighbours.
    at = hasState ? older.value : places[done]
  }
  return ok({ blocks, runtimes: runtimes.map(({ metadata }) => metadata) })
}

/** The block to go on with: the next one with events, or one on the way to it whose hash the newer block's state still keeps. */
async function olderBlock(
  reader: Pick<BlockReader, 'header'>,
  from: BlockRef,
  next: BlockRef | undefined,
  { blockHashCount }: RuntimeFacts,
): Promise<Result<BlockRef | undefined, ChainError>> {
  const reach = Math.max(1, blockHashCount - 1)
  if (!next || from.number - next.number <= reach) return ok(next)
  return reader.header(from.number - reach)
}

/** Blocks that hold events, the newest first. */
function blocksOf(events: readonly PlacedEvent[]): readonly BlockRef[] {
  const byHash = new Map(events.map(({ at }) => [at.blockHash, { number: at.blockNumber, hash: at.blockHash }]))
  return [...byHash.values()].reverse()
}
