// A second node beside the follower: it is asked for the same blocks, and what it says is compared. It runs on its own, so that a slow or
// silent second node holds nothing up; only a contradiction does, since then one of the two lies and nobody here can say which.

import type { BlockReader } from '../chain-port.ts'
import type { FollowTarget } from '../follow-store.ts'
import { compareNodes, compareStored, type Statement } from './compare-nodes.ts'
import type { NodesDiffer, StoredDiffers } from './node-difference.ts'
import type { ChainNodes, Witness } from './open-nodes.ts'
import type { Trust } from './trust.ts'

/** Confirms what a follower tells it. */
export type Confirmation = {
  /** What the node in use says by now; later statements replace earlier ones that nobody has come to yet. */
  readonly state: (statement: Statement) => void
  /** Resolves when a second node contradicts the node in use, or what was stored. */
  readonly differs: Promise<NodesDiffer | StoredDiffers>
  readonly stop: () => void
}

/** What is confirmed, and who hears of it. */
export type ConfirmRequest = {
  /** The node in use, whose finalized head is compared with the other's. */
  readonly port: Pick<BlockReader, 'finalizedHead'>
  readonly target: FollowTarget
  readonly nodes: Pick<ChainNodes, 'inUse' | 'witness'>
  /** The height after which everything is read from the other node too; null when following goes on from what was stored. */
  readonly from: number | null
  readonly onTrust: (trust: Trust) => void
}

/** Blocks by which a node may be behind another without a word: finality reaches them at different moments. */
const USUAL_LAG = 5

/** Begins to confirm. Nothing is asked before the first statement. */
export function confirmGroup(request: ConfirmRequest): Confirmation {
  const differs = Promise.withResolvers<NodesDiffer | StoredDiffers>()
  const run: Run = {
    ...request,
    differ: differs.resolve,
    latest: null,
    agreed: request.from,
    isDue: false,
    isBusy: false,
    isOver: false,
    watched: null,
    said: '',
  }
  return {
    state: (statement) => {
      run.latest = statement
      ask(run)
    },
    differs: differs.promise,
    stop: () => end(run),
  }
}

type Run = ConfirmRequest & {
  readonly differ: (found: NodesDiffer | StoredDiffers) => void
  latest: Statement | null
  /** The height up to which the other node agrees; null: what was stored before this start is not compared yet. */
  agreed: number | null
  isDue: boolean
  isBusy: boolean
  isOver: boolean
  watched: { readonly endpoint: string; readonly stop: () => void } | null
  said: string
}

function ask(run: Run): void {
  run.isDue = true
  if (!run.isBusy) void work(run)
}

async function work(run: Run): Promise<void> {
  run.isBusy = true
  while (run.isDue && !run.isOver && run.latest !== null) {
    run.isDue = false
    await confirm(run, run.latest)
  }
  run.isBusy = false
}

async function confirm(run: Run, statement: Statement): Promise<void> {
  const { target, nodes } = run
  const witness = await nodes.witness()
  if (run.isOver) return
  if (witness === null) return tell(run, { type: 'one node' })
  watch(run, witness)
  const { endpoint, port } = witness
  const compared =
    run.agreed === null
      ? await compareStored(port, target, statement)
      : await compareNodes(port, target, run.agreed, statement)
  if (run.isOver) return
  if (compared.ok) {
    run.agreed = statement.at.number
    // A block in the middle of reading says nothing that is shown.
    if (statement.head !== null) tell(run, { type: 'two nodes agree', endpoint, at: statement.at })
  } else if (compared.error.type === 'Differs') {
    end(run)
    const found = { other: endpoint, difference: compared.error.difference }
    run.differ(
      run.agreed === null ? { type: 'StoredDiffers', ...found } : { type: 'NodesDiffer', one: nodes.inUse(), ...found },
    )
  } else if (compared.error.type !== 'UnknownBlock') {
    // A block that it does not have yet is asked for again at its next head; anything else is its own trouble.
    tell(run, { type: 'one node' })
  }
}

/** Hears of the other node's heads: they show that the node in use is behind, and are the moment to ask again what was too early. */
function watch(run: Run, { endpoint, port }: Witness): void {
  if (run.watched?.endpoint === endpoint) return
  run.watched?.stop()
  const stop = port.followFinalized({
    onHead: ({ number }) => {
      if (run.isOver) return
      void seeLag(run, endpoint, number)
      if (run.latest !== null && (run.agreed ?? -1) < run.latest.at.number) ask(run)
    },
    onLost: () => {
      if (run.watched?.endpoint === endpoint) run.watched = null
      tell(run, { type: 'one node' })
    },
  })
  run.watched = { endpoint, stop }
}

async function seeLag(run: Run, endpoint: string, number: number): Promise<void> {
  const mine = await run.port.finalizedHead()
  const blocks = mine.ok ? number - mine.value.number : 0
  if (blocks > USUAL_LAG) tell(run, { type: 'behind', endpoint, blocks })
}

function tell(run: Run, trust: Trust): void {
  const said = JSON.stringify(trust)
  if (run.isOver || said === run.said) return
  run.said = said
  run.onTrust(trust)
}

function end(run: Run): void {
  run.isOver = true
  run.watched?.stop()
}
