import type { ChainError } from '../chain-error.ts'

/** How one endpoint stands, by what was last heard of it. */
export type NodeHealth = {
  readonly endpoint: string
  readonly state:
    /** Nobody has asked it yet. */
    | 'untried'
    /** The questions go there. */
    | 'in use'
    /** It answers, and is there to confirm or to take over. */
    | 'ready'
    /** It does not answer. It is tried again when its turn comes. */
    | 'lost'
    /** It answers for another chain than the first node that answered. It is not asked any more. */
    | 'other chain'
  /** Why it is lost. */
  readonly error: ChainError | null
}
