import { type EventId, type PotEvent, type PotId, potOf } from '../domain/index.ts'

/** What an event's own envelope shows to be wrong. */
export type FormFault =
  | { readonly type: 'ForeignPot'; readonly pot: PotId }
  | { readonly type: 'BadGenesis'; readonly field: 'kind' | 'seq' | 'prev' | 'seen' | 'lamport' }
  | { readonly type: 'SecondGenesis' }
  /** EV2: the pot was started by newer software, so this one knows none of its rules. */
  | { readonly type: 'NewerPot'; readonly version: number }
  | { readonly type: 'BrokenChain'; readonly seq: number; readonly prev: EventId | null }
  | { readonly type: 'NoPast' }

/** What must hold of an event of the pot, whatever else is known. That `seen` is sorted and distinct is part of its canonical bytes. */
export const formRules = {
  /** An event names its pot inside what is signed; the genesis event is the one whose id is the pot's. */
  isOfThisPot: (event: PotEvent, pot: PotId): FormFault | null =>
    potOf(event) === pot ? null : { type: 'ForeignPot', pot: potOf(event) },

  /** The genesis event creates the pot and has nothing before it. */
  genesisStartsAll: (event: PotEvent): FormFault | null => {
    if (event.pot !== null) return null
    if (event.kind === 'newer') return { type: 'NewerPot', version: event.version }
    if (event.kind !== 'pot.created') return { type: 'BadGenesis', field: 'kind' }
    if (event.seq !== 0) return { type: 'BadGenesis', field: 'seq' }
    if (event.prev !== null) return { type: 'BadGenesis', field: 'prev' }
    if (event.seen.length !== 0) return { type: 'BadGenesis', field: 'seen' }
    return event.lamport === 0 ? null : { type: 'BadGenesis', field: 'lamport' }
  },

  /** A pot is created once. */
  onlyGenesisCreates: (event: PotEvent): FormFault | null =>
    event.pot !== null && event.kind === 'pot.created' ? { type: 'SecondGenesis' } : null,

  /** A device's first event has no previous one, every other has. */
  chainStartsAtZero: (event: PotEvent): FormFault | null =>
    (event.seq === 0) === (event.prev === null) ? null : { type: 'BrokenChain', seq: event.seq, prev: event.prev },

  /** Everything descends from the genesis event. */
  hasPast: (event: PotEvent): FormFault | null =>
    event.pot !== null && event.prev === null && event.seen.length === 0 ? { type: 'NoPast' } : null,
} as const

const rules = Object.values(formRules)

/** The first form rule that an event breaks. */
export function formFaultOf(event: PotEvent, pot: PotId): FormFault | null {
  for (const rule of rules) {
    const fault = rule(event, pot)
    if (fault !== null) return fault
  }
  return null
}
