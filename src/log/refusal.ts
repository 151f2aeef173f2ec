import type { DeviceId, EventError, EventId, MemberId } from '../domain/index.ts'
import type { FormFault } from './form-rules.ts'
import type { PastFault } from './past-rules.ts'

/** Why an event was not taken. All but `QuarantineFull` hold for ever, whatever else arrives. */
export type RefusalReason =
  | { readonly type: 'TooLarge'; readonly bytes: number; readonly limit: number }
  | { readonly type: 'Malformed'; readonly error: EventError }
  | { readonly type: 'WrongId'; readonly actual: EventId }
  | FormFault
  | { readonly type: 'BadSignature'; readonly device: DeviceId }
  | ProofFault
  | PastFault
  /** Too much is waiting for its past already; the event may be sent again. */
  | { readonly type: 'QuarantineFull'; readonly missing: readonly EventId[] }

/** A signature inside a body that its key did not make. */
export type ProofFault = {
  readonly type: 'BadCertificate' | 'BadWalletSignature' | 'BadAccountSignature'
  readonly member: MemberId
}

/** An event that was not taken, named by the id it came under, and why. */
export interface Refusal {
  readonly id: EventId
  readonly reason: RefusalReason
}

/** An event that is in order as far as it can be judged, but whose past is not here yet. */
export interface WaitingEvent {
  readonly id: EventId
  readonly device: DeviceId
  /** Events it names that are not in the log, sorted; a replica that has the event has them. */
  readonly missing: readonly EventId[]
}
