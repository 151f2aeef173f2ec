import type { GroupHistory } from '../../../../src/domain/index.ts'
import { startTiedPot, type TiedPot } from '../../../domain/fold/tied-pot.ts'
import { startPot, type Person } from '../../../domain/story.ts'

/** A pot's story: its people, everything they know, and what must come of it. */
export interface Told {
  readonly people: readonly Person[]
  readonly histories?: readonly GroupHistory[]
  readonly nets?: Readonly<Record<string, number>>
  /** Reasons of events that do not count, each as often as it occurs. */
  readonly notCounting?: readonly string[]
  /** Verdicts on settlements in chain order. */
  readonly verdicts?: readonly string[]
  readonly late?: number
  readonly conflicts?: number
  /** Why there is no state yet. */
  readonly error?: string
}

/** A pot, the rules that it is about, and how it comes to be. */
export type Story = readonly [name: string, rules: readonly string[], tell: () => Told]

/** Alice, Bob and Carol. */
export const trio = (): readonly [Person, Person, Person] =>
  startPot('Alice', 'Bob', 'Carol') as [Person, Person, Person]
/** The same with wallets and a group on the chain. */
export const tiedTrio = (): TiedPot & { readonly people: readonly [Person, Person, Person] } =>
  startTiedPot(['Alice', 'Bob', 'Carol']) as TiedPot & { readonly people: readonly [Person, Person, Person] }
