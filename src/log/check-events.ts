import { verifySignature, type VerifySignature } from '../crypto/index.ts'
import type { EventId, PotId, Result } from '../domain/index.ts'
import { signatureFaultOf } from './signature-fault.ts'
import { CheckCancelled, type CheckWatch } from './check-watch.ts'
import { mapBounded } from './map-bounded.ts'
import { readEvent } from './read-event.ts'
import type { Refusal, RefusalReason } from './refusal.ts'
import type { SignedEvent, StoredEvent } from './stored-event.ts'
import { markedIn, type VerifiedMark } from './verified-mark.ts'

/** Something that verifies signatures, for one check. */
export interface Verifier {
  readonly verify: VerifySignature
  /** Verifications that keep it busy when they are under way at once. */
  readonly inFlight: number
  readonly close: () => void
}

/** Settings of a check. */
export interface CheckOptions {
  readonly verify?: VerifySignature
  /** Verifications under way at once. */
  readonly inFlight?: number
  /** Chooses what verifies so many events, in place of `verify`; null for what verifies a few. */
  readonly verifierFor?: (events: number) => Promise<Verifier | null>
  /** What this device remembers of having verified: signatures of exactly these are not verified again. */
  readonly mark?: VerifiedMark | null
  readonly watch?: CheckWatch | undefined
}

/** Events after everything that can be said of each alone. */
export interface CheckedEvents {
  readonly checked: readonly SignedEvent[]
  readonly refused: readonly Refusal[]
}

const IN_FLIGHT = 256
/** Events between two looks at the watch: some milliseconds of work. */
const STEP = 256

/** Reads and verifies events of a pot; what depends on other events is not looked at. In order of arrival. Rejects with `CheckCancelled` alone. */
export async function checkEvents(
  pot: PotId,
  incoming: readonly StoredEvent[],
  options: CheckOptions = {},
): Promise<CheckedEvents> {
  const { verify = verifySignature, inFlight = IN_FLIGHT, verifierFor, mark = null, watch } = options
  const step = createSteps(watch, incoming.length)
  const reads: { readonly id: EventId; readonly read: Result<SignedEvent, RefusalReason> }[] = []
  for (const stored of incoming) {
    reads.push({ id: stored.id, read: readEvent(stored, pot) })
    const pause = step.next()
    if (pause !== undefined) await pause
  }
  const readable = reads.flatMap(({ read }) => (read.ok ? [read.value] : []))
  const marked = mark === null ? null : markedIn(readable, mark)
  const unverified = readable.filter((signed) => marked?.has(signed) !== true)
  step.skip(incoming.length - unverified.length)
  const verifier = (await verifierFor?.(unverified.length)) ?? { verify, inFlight, close: () => undefined }
  const faults = new Map<SignedEvent, RefusalReason>()
  try {
    await mapBounded(unverified, verifier.inFlight, async (signed) => {
      if (watch?.isCancelled()) throw new CheckCancelled()
      const fault = await signatureFaultOf(signed, verifier.verify)
      if (fault !== null) faults.set(signed, fault)
      const pause = step.next()
      if (pause !== undefined) await pause
    })
  } finally {
    verifier.close()
  }
  const checked: SignedEvent[] = []
  const refused: Refusal[] = []
  for (const { id, read } of reads) {
    if (!read.ok) {
      refused.push({ id, reason: read.error })
      continue
    }
    const fault = faults.get(read.value)
    if (fault === undefined) checked.push(read.value)
    else refused.push({ id, reason: fault })
  }
  return { checked, refused }
}

/** Reading an event is a step, and so is verifying it or knowing that it was: they take about as long. Each STEP of them the watch is told. */
function createSteps(
  watch: CheckWatch | undefined,
  events: number,
): { readonly next: () => Promise<void> | undefined; readonly skip: (steps: number) => void } {
  let done = 0
  const look = async (): Promise<void> => {
    await watch?.progress(done, 2 * events)
    if (watch?.isCancelled()) throw new CheckCancelled()
  }
  return {
    next: () => {
      done += 1
      return watch !== undefined && done % STEP === 0 ? look() : undefined
    },
    skip: (steps) => void (done += steps),
  }
}
