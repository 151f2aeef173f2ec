// Signed, hash-chained, mergeable logs: one chain for each device of a pot.

export { admitEvents, type AdmitOptions, type AdmitReport } from './admit-events.ts'
export { checkEvent } from './check-event.ts'
export { isAheadOfTime, type Clock } from './clock.ts'
export { createEvent, createPot, type AuthoringError, type AuthoringPorts, type LaterContent } from './create-event.ts'
export type { Fork } from './fork.ts'
export { formFaultOf, type FormFault } from './form-rules.ts'
export { pastFaultOf, type PastFault } from './past-rules.ts'
export { QUARANTINE_LIMITS, type QuarantineLimits } from './quarantine.ts'
export type { ProofFault, Refusal, RefusalReason, WaitingEvent } from './refusal.ts'
export { createReplica, eventsOf, namedPast, type LogIndex, type Replica } from './replica.ts'
export type { SignedEvent, StoredEvent } from './stored-event.ts'
