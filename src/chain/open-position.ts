import { err, ok, type Result } from '../domain/index.ts'
import type { FollowError } from './follow-error.ts'
import { tellPosition, type FollowPosition, type FollowRun } from './follow-run.ts'
import { confirmGroup, type Confirmation } from './nodes/confirm-group.ts'
import { openTarget } from './open-target.ts'

/** Where following goes on over a new connection: after what is stored, which is told at once. With the first one a second node begins to confirm. */
export async function openPosition(run: FollowRun): Promise<Result<FollowPosition, FollowError>> {
  const record = await run.store.load(run.target)
  const opened = await openTarget(run.port, run.target, run.options.knownCode, record?.cursor ?? null)
  if (!opened.ok)
    return (await isOnlyBehind(run, opened.error))
      ? err({ type: 'UnknownBlock', block: record?.cursor.number ?? 0 })
      : opened
  const position = { ...opened.value, events: record?.events ?? [], head: null }
  if (record !== null) tellPosition(run, position)
  run.confirmation ??= startConfirming(run, record === null ? opened.value.cursor.number : null)
  return ok(position)
}

/** With several nodes, one that took over may be some blocks behind the one before it: nothing was taken back if another still has the block. */
async function isOnlyBehind(run: FollowRun, error: FollowError): Promise<boolean> {
  if (error.type !== 'HeadMovedBack') return false
  const other = await run.options.nodes?.witness()
  const header = await other?.port.header(error.from.number)
  return header?.ok === true && header.value.hash === error.from.hash
}

function startConfirming(run: FollowRun, from: number | null): Confirmation | null {
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
