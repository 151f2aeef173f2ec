// A second node beside the follower: it is asked for the same blocks, and what it says is compared. It runs on its own, so that a slow or
// silent second node holds nothing up; only a contradiction does, since then one of the two lies and nobody here can say which. Where another node has answered in
// place of the one in use, that one is asked as well: otherwise the second node might confirm its own words.

import type { BlockReader } from '../chain-port.ts'
import type { FollowTarget } from '../follow-store.ts'
import { compareEnd, compareNodes, compareStored, type Statement } from './compare-nodes.ts'
import type { CompareError, NodesDiffer, StoredDiffers } from './node-difference.ts'
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

/** What is asked of several nodes beside following. */
export type NodesBeside = Pick<ChainNodes, 'inUse' | 'witness' | 'own' | 'spoke'>

/** What is confirmed, and who hears of it. */
export type ConfirmRequest = {
  /** The node in use, whose finalized head is compared with the other's. */
  readonly port: Pick<BlockReader, 'finalizedHead'>
  readonly target: FollowTarget
  readonly nodes: NodesBeside
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
    heard: request.nodes.spoke(0).last,
    // Who told what is stored is not known.
    speakers: new Set(request.from === null ? [UNKNOWN] : []),
    isDue: false,
    isBusy: false,
    isOver: false,
    watched: null,
    said: '',
  }
  return {
    state: (statement) => {
      const { by, last } = run.nodes.spoke(run.heard)
      run.heard = last
      for (const endpoint of by) run.speakers.add(endpoint)
      run.latest = statement
      ask(run)
    },
    differs: differs.promise,
    stop: () => end(run),
  }
}

/** Stands for whoever told what is stored. */
const UNKNOWN = ''

type Run = ConfirmRequest & {
  readonly differ: (found: NodesDiffer | StoredDiffers) => void
  latest: Statement | null
  /** The height up to which the other node agrees; null: what was stored before this start is not compared yet. */
  agreed: number | null
  /** The last answer of the nodes that is known to be in a statement. */
  heard: number
  /** Who may have said what is not confirmed yet. */
  speakers: Set<string>
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
  if (!compared.ok) return doubt(run, compared.error, endpoint, run.agreed === null)
  run.agreed = statement.at.number
  // A block in the middle of reading says nothing that is shown.
  if (statement.head === null) return
  if (await hasOwnWord(run, endpoint, statement)) tell(run, { type: 'two nodes agree', endpoint, at: statement.at })
}

/** Whether the node in use has said what the second one confirms, by its answers or, where others answered in its place, when it is asked for the end of it. */
async function hasOwnWord(run: Run, second: string, statement: Statement): Promise<boolean> {
  const { speakers } = run
  run.speakers = new Set()
  const isHeard = await hearOwn(run, speakers, second, statement)
  if (!isHeard) run.speakers = new Set([...speakers, ...run.speakers])
  return isHeard && !run.isOver
}

async function hearOwn(
  run: Run,
  speakers: ReadonlySet<string>,
  second: string,
  statement: Statement,
): Promise<boolean> {
  const own = await run.nodes.own()
  if (run.isOver) return false
  if (own === null || own.endpoint === second) {
    tell(run, { type: 'one node' })
    return false
  }
  if ([...speakers].every((each) => each === own.endpoint)) return true
  const compared = await compareEnd(own.port, run.target, statement)
  if (compared.ok) return true
  if (!run.isOver) doubt(run, compared.error, own.endpoint, speakers.has(UNKNOWN), speakers)
  return false
}

/** What a node that was asked by itself does not confirm. `isStored`: it may be what was told before this start. */
function doubt(
  run: Run,
  error: CompareError,
  other: string,
  isStored: boolean,
  speakers: ReadonlySet<string> = run.speakers,
): void {
  if (error.type === 'Differs') {
    end(run)
    const found = { other, difference: error.difference }
    const others = [...speakers].filter((each) => each !== other && each !== UNKNOWN)
    const one = others.join(' or ') || run.nodes.inUse()
    run.differ(isStored ? { type: 'StoredDiffers', ...found } : { type: 'NodesDiffer', one, ...found })
  } else if (error.type !== 'UnknownBlock') {
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
