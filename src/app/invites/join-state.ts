import type { JoinRefusal } from '../../sync/index.ts'
import type { ActionError } from '../action-error.ts'
import type { PotSession } from '../pot-session.ts'

/** Where joining stands. */
export type JoinState =
  /** Nobody has answered yet. */
  | { readonly kind: 'asking' }
  /** Somebody said no. It goes on listening: another device may know more. */
  | { readonly kind: 'refused'; readonly reason: JoinRefusal }
  /** Let in; the history is not here as far as the inviter had it. */
  | { readonly kind: 'reading' }
  /** The person says who they are. */
  | { readonly kind: 'choosing'; readonly session: PotSession }
  /** Said; somebody in the pot confirms it. */
  | { readonly kind: 'claimed'; readonly session: PotSession }
  /** This device speaks in the pot. */
  | { readonly kind: 'in'; readonly session: PotSession }
  | { readonly kind: 'failed'; readonly error: ActionError }
