// Follows one group's finalized events, live and across restarts. A step is stored only after its events replay to the head that the
// contract itself has at the same block, so what is stored was consistent when it was read; the first contradiction stops everything.

import { err, ok, type GroupHistory, type Hash32, type PlacedEvent, type Result } from '../domain/index.ts'
import type { BlockHeader, BlockRef } from './block-ref.ts'
import type { ChainError } from './chain-error.ts'
import { checkHistory, toHistory } from './check-history.ts'
import { comparePlaces, placeKey } from './chain-place.ts'
import { finalizedHeads } from './finalized-heads.ts'
import type { FollowError } from './follow-error.ts'
import type { FollowCursor, FollowStore, FollowTarget } from './follow-store.ts'
import type { HeadView } from './group-view.ts'
import { confirmGroup, type Confirmation } from './nodes/confirm-group.ts'
import type { ChainNodes } from './nodes/open-nodes.ts'
import type { NodesDiffer } from './nodes/node-difference.ts'
import type { Trust } from './nodes/trust.ts'
import { openTarget } from './open-target.ts'
import type { GroupSource, ReadProgress } from './read-group.ts'
import { walkBlocks } from './walk-blocks.ts'

/** What is known of the group up to a finalized block. */
export type FollowUpdate = {
  readonly history: GroupHistory
  readonly events: readonly PlacedEvent[]
  readonly at: BlockRef
}

/** Who listens. `onUpdate` comes first with what is stored, then for every finalized head that was reached. */
export type FollowOptions = {
  readonly knownCode: readonly Hash32[]
  readonly onUpdate: (update: FollowUpdate) => void
  readonly onProgress?: (progress: ReadProgress) => void
  /** The connection went; following goes on by itself after a pause. */
  readonly onLost?: (error: ChainError) => void
  /** Asks a second node for the same, where there is one; without it everything rests on one node. */
  readonly nodes?: Pick<ChainNodes, 'inUse' | 'witness'>
  /** How many nodes say what was told last; comes some time after the update. */
  readonly onTrust?: (trust: Trust) => void
  /** Waits before try number `attempt` (1, 2, ...); the default doubles from half a second up to 30 seconds. */
  readonly pause?: (attempt: number) => Promise<void>
}

/** A running follower. `stop` ends it cleanly; `ended` resolves with null after that, or with the error that halted it. */
export type Following = { readonly stop: () => Promise<void>; readonly ended: Promise<FollowError | null> }

/** Starts following. Nothing throws but a broken store, which rejects `ended`. */
export function followGroup(
  port: GroupSource,
  target: FollowTarget,
  store: FollowStore,
  options: FollowOptions,
): Following {
  const stopped = Promise.withResolvers<void>()
  const run: Run = {
    port,
    target,
    store,
    options,
    isStopped: false,
    stopped: stopped.promise,
    confirmation: null,
    difference: null,
  }
  const ended = follow(run)
  const stop = async (): Promise<void> => {
    run.isStopped = true
    stopped.resolve()
    await ended
  }
  return { stop, ended }
}

type Run = {
  readonly port: GroupSource
  readonly target: FollowTarget
  readonly store: FollowStore
  readonly options: FollowOptions
  readonly stopped: Promise<void>
  isStopped: boolean
  confirmation: Confirmation | null
  /** What a second node says otherwise, once it has. */
  difference: NodesDiffer | null
}

/** `head`: what the events were found to lead to, the contract's own head at the cursor; null before they were compared. */
type Position = {
  readonly cursor: FollowCursor
  readonly created: BlockRef
  readonly events: readonly PlacedEvent[]
  readonly head: HeadView | null
}

async function follow(run: Run): Promise<FollowError | null> {
  try {
    return await followConnections(run)
  } finally {
    run.confirmation?.stop()
  }
}

async function followConnections(run: Run): Promise<FollowError | null> {
  const pause = run.options.pause ?? doublingPause
  let attempts = 0
  for (;;) {
    const outcome = await followConnection(run, () => {
      attempts = 0
    })
    if (run.isStopped) return null
    if (!isPassing(outcome)) return outcome
    run.options.onLost?.(outcome)
    await Promise.race([pause(++attempts), run.stopped])
    if (run.isStopped) return null
  }
}

/** Follows until the connection goes, a contradiction shows or the run is stopped (then any error, which nobody reads). */
async function followConnection(run: Run, onReached: () => void): Promise<FollowError> {
  const opened = await openPosition(run)
  if (!opened.ok) return opened.error
  let position = opened.value
  const heads = finalizedHeads(run.port)
  void run.stopped.then(() => heads.end(STOPPED.error))
  void run.confirmation?.differs.then(heads.end)
  try {
    for (;;) {
      const head = await heads.next()
      if (!head.ok) return head.error
      const advanced = await advance(run, position, head.value)
      if (!advanced.ok) return advanced.error
      position = advanced.value
      onReached()
    }
  } finally {
    heads.close()
  }
}

async function openPosition(run: Run): Promise<Result<Position, FollowError>> {
  const record = await run.store.load(run.target)
  const opened = await openTarget(run.port, run.target, run.options.knownCode, record?.cursor ?? null)
  if (!opened.ok)
    return (await isOnlyBehind(run, opened.error))
      ? err({ type: 'UnknownBlock', block: record?.cursor.number ?? 0 })
      : opened
  const position = { ...opened.value, events: record?.events ?? [], head: null }
  if (record !== null) tell(run, position)
  run.confirmation ??= startConfirming(run, record === null ? opened.value.cursor.number : null)
  return ok(position)
}

/** With several nodes, one that took over may be some blocks behind the one before it: nothing was taken back if another still has the block. */
async function isOnlyBehind(run: Run, error: FollowError): Promise<boolean> {
  if (error.type !== 'HeadMovedBack') return false
  const other = await run.options.nodes?.witness()
  const header = await other?.port.header(error.from.number)
  return header?.ok === true && header.value.hash === error.from.hash
}

function startConfirming(run: Run, from: number | null): Confirmation | null {
  const { port, target, options } = run
  if (!options.nodes) return null
  const confirmation = confirmGroup({
    port,
    target,
    nodes: options.nodes,
    from,
    onTrust: (trust) => options.onTrust?.(trust),
  })
  const remember = async (): Promise<void> => {
    run.difference = await confirmation.differs
  }
  void remember()
  return confirmation
}

async function advance(run: Run, from: Position, to: BlockHeader): Promise<Result<Position, FollowError>> {
  const { target, port, options } = run
  const head: BlockRef = { number: to.number, hash: to.hash }
  const { cursor } = from
  if (to.number < cursor.number || (to.number === cursor.number && to.hash !== cursor.hash)) {
    return err({ type: 'HeadMovedBack', from: { number: cursor.number, hash: cursor.hash }, to: head })
  }
  let position = from
  for await (const walked of walkBlocks({ port, contract: target.contract, group: target.group }, cursor, head)) {
    if (run.isStopped) return STOPPED
    if (run.difference) return err(run.difference)
    if (!walked.ok) return walked
    const { last, events: found } = walked.value
    const events = merge(position.events, found)
    const isLast = last.number === head.number
    const checked = found.length > 0 || isLast ? await checkHistory(port, target, events, last) : null
    if (checked?.ok === false) return checked
    position = {
      created: from.created,
      cursor: { ...last, codeHash: cursor.codeHash },
      events,
      head: checked?.value ?? null,
    }
    await run.store.append(target, { cursor: position.cursor, events: found })
    options.onProgress?.({ from: position.created.number, at: last.number, to: head.number })
    if (!isLast) run.confirmation?.state({ at: last, events, head: null })
  }
  if (position.head === null) {
    const checked = await checkHistory(port, target, position.events, head)
    if (!checked.ok) return checked
    position = { ...position, head: checked.value }
  }
  tell(run, position)
  run.confirmation?.state({ at: head, events: position.events, head: position.head })
  return ok(position)
}

function tell(run: Run, { cursor, events }: Position): void {
  if (run.isStopped) return
  run.options.onUpdate({
    history: toHistory(run.target, events),
    events,
    at: { number: cursor.number, hash: cursor.hash },
  })
}

function merge(known: readonly PlacedEvent[], found: readonly PlacedEvent[]): readonly PlacedEvent[] {
  if (found.length === 0) return known
  const keys = new Set(known.map(({ at }) => placeKey(at)))
  return [...known, ...found.filter(({ at }) => !keys.has(placeKey(at)))].sort((a, b) => comparePlaces(a.at, b.at))
}

const STOPPED = err({ type: 'Disconnected', endpoint: '', detail: 'following was stopped' } as const)

/** Whether waiting may help: a lost connection, or a block that this node does not have yet. */
function isPassing(error: FollowError): error is ChainError {
  return error.type === 'Disconnected' || error.type === 'UnknownBlock'
}

async function doublingPause(attempt: number): Promise<void> {
  const ms = Math.min(500 * 2 ** (attempt - 1), 30_000)
  await new Promise((resolve) => setTimeout(resolve, ms))
}
