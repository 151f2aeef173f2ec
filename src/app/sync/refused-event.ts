import type { Refusal } from '../../log/index.ts'
import type { KeptWarning } from '../../storage/index.ts'

/** A refused event, seen by a person or not. */
export type RefusedEvent = Refusal & { readonly type: 'EventRefused'; readonly isSeen: boolean }

/** Whom refused events are held against: nobody in particular, since a relay cannot read them. */
export const NOBODY = ''

/** How many are told. */
const TOLD_REFUSALS = 20

/** The last refused events that no person has seen: those of this run, or those that were kept of an earlier one or by another tab. */
export function toldRefusals(refused: readonly KeptWarning[]): readonly Refusal[] {
  return (refused as readonly RefusedEvent[]).filter(({ isSeen }) => !isSeen).slice(-TOLD_REFUSALS)
}
