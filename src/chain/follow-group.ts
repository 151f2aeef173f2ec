// Follows one group's finalized events, live and across restarts.

import { advancePosition } from './advance-position.ts'
import type { ChainError } from './chain-error.ts'
import { finalizedHeads } from './finalized-heads.ts'
import type { FollowError } from './follow-error.ts'
import type { FollowOptions } from './follow-options.ts'
import { STOPPED, type FollowRun } from './follow-run.ts'
import type { FollowStore, FollowTarget } from './follow-store.ts'
import { openPosition } from './open-position.ts'
import type { GroupSource } from './read-group.ts'

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
  const run: FollowRun = {
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

async function follow(run: FollowRun): Promise<FollowError | null> {
  try {
    return await followConnections(run)
  } finally {
    run.confirmation?.stop()
  }
}

async function followConnections(run: FollowRun): Promise<FollowError | null> {
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
async function followConnection(run: FollowRun, onReached: () => void): Promise<FollowError> {
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
      const advanced = await advancePosition(run, position, head.value)
      if (!advanced.ok) return advanced.error
      position = advanced.value
      onReached()
    }
  } finally {
    heads.close()
  }
}

/** Whether waiting may help: a lost connection, or a block that this node does not have yet. */
function isPassing(error: FollowError): error is ChainError {
  return error.type === 'Disconnected' || error.type === 'UnknownBlock'
}

async function doublingPause(attempt: number): Promise<void> {
  const ms = Math.min(500 * 2 ** (attempt - 1), 30_000)
  await new Promise((resolve) => setTimeout(resolve, ms))
}
