import { err, ok, type Result } from '../domain/index.ts'
import type { FollowError } from './follow-error.ts'
import { tellPosition, type FollowPosition, type FollowRun } from './follow-run.ts'
import { confirmGroup, type Confirmation } from './nodes/confirm-group.ts'
import { openTarget } from './open-target.ts'

/** Where following goes on over a new connection: after what is stored, which is told at once. With the first one a second node begins to confirm. */
export async function openPosition(run: FollowRun): Promise<Result<FollowPosition, FollowError>> {
  const record = await run.store.load(run.target)
  const opened = await openTarget(run.port, run.target, run.options.knownCode, record?.cursor ?? null)
  if (!opened.ok) {
    if (await isOnlyBehind(run, opened.error)) return err({ type: 'UnknownBlock', block: record?.cursor.number ?? 0 })
    return (await creationElsewhere(run, opened.error)) ?? opened
  }
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

/** A creation that one node does not have and another one has: they are on different chains of one genesis, or one of them lies. */
async function creationElsewhere(run: FollowRun, error: FollowError): Promise<Result<never, FollowError> | null> {
  const { nodes } = run.options
  if (error.type !== 'CreationNotFound' || !nodes) return null
  const other = await nodes.witness()
  const creation = await other?.port.header(error.createdAt)
  if (!other || !creation?.ok) return null
  const { number, hash } = creation.value
  const here = await run.port.header(number)
  if (!here.ok || here.value.hash === hash) return null
  const difference = { type: 'other block', number, one: here.value.hash, other: hash } as const
  return err({ type: 'NodesDiffer', one: nodes.inUse(), other: other.endpoint, difference })
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
