import {
  followGroup,
  followKey,
  needsRebuild,
  type ChainError,
  type ChainPort,
  type FollowError,
  type FollowOptions,
  type Following,
  type FollowTarget,
  type ReadProgress,
  type Trust,
} from '../chain/index.ts'
import { StorageFailure, type StorageError } from '../storage/index.ts'
import type { AppPorts } from './ports.ts'
import type { PotSession } from './pot-session.ts'

/** So many blocks behind is still live: a minute or two. */
const FEW_BLOCKS = 16

/** Where following a pot's group stands. */
export type FollowStatus =
  /** The pot is tied to no group. */
  | { readonly type: 'not tied' }
  | { readonly type: 'reading'; readonly progress: ReadProgress | null }
  | { readonly type: 'live'; readonly blockNumber: number; readonly trust: Trust }
  /** The node cannot be asked, or what it said cannot be kept here. */
  | { readonly type: 'lost'; readonly error: ChainError | StorageError }
  /** The node contradicts itself, the pot, or what was read before; nothing of it is used any more. */
  | { readonly type: 'halted'; readonly error: FollowError }

/**
 * Follows the group of a pot's tie as soon as there is one, feeds its history to the session, and stops when told. With `nodes` a second one
 * confirms what the first says; until it has, and without, everything is according to one node.
 */
export function followPot(
  ports: Pick<AppPorts, 'storage' | 'knownCode'>,
  session: PotSession,
  port: ChainPort,
  onStatus: (status: FollowStatus) => void,
  nodes?: FollowOptions['nodes'],
): { readonly stop: () => Promise<void> } {
  let following: { readonly key: string; readonly run: Following } | null = null
  let isStopped = false
  const tell = (status: FollowStatus): void => {
    if (!isStopped) onStatus(status)
  }
  const start = (target: FollowTarget, mayRebuild: boolean): Following => {
    let trust: Trust = { type: 'one node' }
    let blockNumber: number | null = null
    tell({ type: 'reading', progress: null })
    const run = followGroup(port, target, ports.storage.follow, {
      knownCode: ports.knownCode,
      ...(nodes && { nodes }),
      onUpdate: ({ history, events, at }) => {
        if (isStopped) return
        session.setChain({ history, placed: events, blockNumber: at.number })
        blockNumber = at.number
        tell({ type: 'live', blockNumber, trust })
      },
      onTrust: (next) => {
        trust = next
        if (blockNumber !== null) tell({ type: 'live', blockNumber, trust })
      },
      onProgress: (progress) => {
        // The next blocks of a chain that is followed live are no reading back: the line would flicker at each of them.
        if (blockNumber !== null && progress.to - blockNumber <= FEW_BLOCKS) return
        blockNumber = null
        tell({ type: 'reading', progress })
      },
      onLost: (error) => {
        blockNumber = null
        tell({ type: 'lost', error })
      },
    })
    void afterEnd(run, target, mayRebuild)
    return run
  }
  const afterEnd = async (run: Following, target: FollowTarget, mayRebuild: boolean): Promise<void> => {
    const ended = await endOf(run)
    if (ended.type === 'not stored') return tell({ type: 'lost', error: ended.error })
    const { error } = ended
    if (error === null || isStopped) return
    session.setChain(null)
    if (needsRebuild(error)) await ports.storage.follow.clear(target)
    tell({ type: 'halted', error })
    // What was stored contradicts the chain: it is read once more from the group's creation. A second contradiction stays shown.
    if (needsRebuild(error) && mayRebuild) following = { key: followKey(target), run: start(target, false) }
  }
  const watch = (): void => {
    const { tie } = session.fold().open
    if (!tie) return following ? undefined : tell({ type: 'not tied' })
    const target: FollowTarget = {
      genesis: tie.genesis,
      contract: tie.contract,
      group: tie.group,
      createdAt: tie.block,
    }
    if (following?.key === followKey(target)) return
    void following?.run.stop()
    following = { key: followKey(target), run: start(target, true) }
  }
  watch()
  const unsubscribe = session.subscribe(watch)
  return {
    stop: async () => {
      isStopped = true
      unsubscribe()
      await following?.run.stop()
    },
  }
}

/** How a run ended; a store that fails is an end too. */
async function endOf(
  run: Following,
): Promise<
  | { readonly type: 'ended'; readonly error: FollowError | null }
  | { readonly type: 'not stored'; readonly error: StorageError }
> {
  try {
    return { type: 'ended', error: await run.ended }
  } catch (thrown) {
    if (thrown instanceof StorageFailure) return { type: 'not stored', error: thrown.error }
    throw thrown
  }
}
