// A step is stored only after its events replay to the head that the contract itself has at the same block, so what is stored was consistent when it was
// read; the first contradiction stops everything.

import { err, ok, type PlacedEvent, type Result } from '../domain/index.ts'
import type { BlockHeader, BlockRef } from './block-ref.ts'
import { comparePlaces, placeKey } from './chain-place.ts'
import { checkHistory } from './check-history.ts'
import type { FollowError } from './follow-error.ts'
import { STOPPED, tellPosition, type FollowPosition, type FollowRun } from './follow-run.ts'
import { walkBlocks } from './walk-blocks.ts'

/** Reads every block after a position up to a finalized head, stores what it finds, and tells it. */
export async function advancePosition(
  run: FollowRun,
  from: FollowPosition,
  to: BlockHeader,
): Promise<Result<FollowPosition, FollowError>> {
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
  tellPosition(run, position)
  run.confirmation?.state({ at: head, events: position.events, head: position.head })
  return ok(position)
}

function merge(known: readonly PlacedEvent[], found: readonly PlacedEvent[]): readonly PlacedEvent[] {
  if (found.length === 0) return known
  const keys = new Set(known.map(({ at }) => placeKey(at)))
  return [...known, ...found.filter(({ at }) => !keys.has(placeKey(at)))].sort((a, b) => comparePlaces(a.at, b.at))
}
