// Envelopes of one client, from the frame to the verdict: read, checked, written in the order in which they came, and answered for. Only refusals are
// answered one by one; what is stored is acknowledged by the next signed head.

import {
  parseEnvelope,
  relayFrameToBytes,
  UNKNOWN_ENVELOPE,
  UNKNOWN_ROUTE,
  type DeviceId,
  type Envelope,
  type PutRefusal,
  type RefusalReason,
} from '../sync/relay/index.ts'
import type { Admission } from './admit-envelope.ts'
import type { CommitQueue } from './commit-queue.ts'
import type { FanOut } from './fan-out.ts'
import { shortId, type RelayLog } from './relay-log.ts'
import type { RelayMetrics } from './relay-metrics.ts'
import type { Follower } from './route-feed.ts'
import { sha256Hex } from './sha256-hex.ts'
import type { VerifyEnvelopes } from './verify-pool.ts'

/** The way in for one client's envelopes. */
export interface Intake {
  readonly put: (pieces: readonly Uint8Array[]) => void
  /** Envelopes that are being checked and written. */
  readonly inFlight: () => number
  /** Resolves when everything that was put is checked and given to the commit queue. */
  readonly settled: () => Promise<unknown>
}

/** What an intake works with. */
export interface IntakePorts {
  readonly queue: CommitQueue
  readonly fanOut: FanOut
  readonly log: RelayLog
  readonly metrics: RelayMetrics
  readonly verify: VerifyEnvelopes
  /** Takes one envelope's worth from the device's allowance; answers for how many milliseconds it is used up. */
  readonly allowance: (device: DeviceId, nowMs: number) => number
}

/** What an intake tells its client. */
export interface IntakeEvents {
  /** Fewer envelopes are in flight. */
  readonly onSettled: () => void
  readonly onMisbehaved: () => void
}

/** Envelopes that are none, or were not signed by their device, before a client misbehaves. */
const MAX_BAD = 20

/** An intake for this client; `name` is how the log calls it. */
export function createIntake(
  follower: Follower,
  name: Readonly<Record<string, string>>,
  { queue, fanOut, log, metrics, verify, allowance }: IntakePorts,
  { onSettled, onMisbehaved }: IntakeEvents,
): Intake {
  let inFlight = 0
  let bad = 0
  let settled: Promise<unknown> = Promise.resolve()

  /** Answers for envelopes of one frame that were not taken: a line in the log for each reason. */
  const refuse = (refusals: readonly PutRefusal[]): void => {
    const first = new Map<RefusalReason, { readonly refusal: PutRefusal; count: number }>()
    for (const refusal of refusals) {
      metrics.count('envelopes_refused', 1, refusal.reason)
      const known = first.get(refusal.reason)
      if (known === undefined) first.set(refusal.reason, { refusal, count: 1 })
      else known.count += 1
      if (refusal.reason === 'BadEnvelope' || refusal.reason === 'BadSignature') bad += 1
      follower.send(relayFrameToBytes({ kind: 'refused', ...refusal }))
    }
    for (const [reason, { refusal, count }] of first) {
      const { route, id, detail } = refusal
      log('warn', 'refused', { ...name, reason, detail, count, route: shortId(route), envelope: shortId(id) })
    }
    if (bad >= MAX_BAD) onMisbehaved()
  }

  const put = async (pieces: readonly Uint8Array[]): Promise<void> => {
    const arrivedAt = performance.now()
    const refusals: PutRefusal[] = []
    const candidates: Envelope[] = []
    for (const bytes of pieces) {
      const parsed = parseEnvelope(bytes, sha256Hex)
      if (!parsed.ok) refusals.push({ route: UNKNOWN_ROUTE, id: UNKNOWN_ENVELOPE, reason: 'BadEnvelope', detail: 0 })
      else if (!fanOut.isFollowing(follower, parsed.value.route))
        refusals.push(refusalOf(parsed.value, 'NotSubscribed'))
      else candidates.push(parsed.value)
    }
    const before = settled
    const verdicts = candidates.length === 0 ? [] : verify(candidates)
    const work = (async () => {
      const isSigned = await verdicts
      await before // a device's envelopes are written in the order in which they came
      const taken: Envelope[] = []
      for (const [index, envelope] of candidates.entries()) {
        const verdict = isSigned[index] ?? null
        const waitMs = verdict === true ? allowance(envelope.device, performance.now()) : 0
        if (verdict === null) refusals.push(refusalOf(envelope, 'Unavailable'))
        else if (!verdict) refusals.push(refusalOf(envelope, 'BadSignature'))
        else if (waitMs > 0) refusals.push(refusalOf(envelope, 'RateLimited', waitMs))
        else taken.push(envelope)
      }
      if (refusals.length > 0) refuse(refusals)
      if (taken.length > 0) write(taken, arrivedAt)
      inFlight -= pieces.length - taken.length
      onSettled()
    })()
    settled = work
    await work
  }

  const write = (envelopes: readonly Envelope[], arrivedAt: number): void => {
    queue.add({
      envelopes,
      settle: (admissions) => {
        metrics.time('store_seconds', performance.now() - arrivedAt)
        inFlight -= envelopes.length
        const refusals: PutRefusal[] = []
        for (const [index, envelope] of envelopes.entries()) conclude(envelope, admissions[index] ?? null, refusals)
        if (refusals.length > 0) refuse(refusals)
        onSettled()
      },
    })
  }

  const conclude = (envelope: Envelope, admission: Admission | null, refusals: PutRefusal[]): void => {
    if (admission === null) return void refusals.push(refusalOf(envelope, 'Unavailable'))
    switch (admission.type) {
      case 'refused':
        return void refusals.push(refusalOf(envelope, admission.reason, admission.detail))
      case 'duplicate':
        metrics.count('envelopes_duplicate')
        return fanOut.acknowledge(follower, envelope.route)
      case 'new': {
        if (!admission.isFork) return
        const { route, device, sequence, id } = envelope
        metrics.count('forks')
        const facts = { route: shortId(route), device: shortId(device), sequence, envelope: shortId(id) }
        return log('warn', 'fork', { ...name, ...facts })
      }
    }
  }

  return {
    put: (pieces) => {
      inFlight += pieces.length
      void put(pieces)
    },
    inFlight: () => inFlight,
    settled: () => settled,
  }
}

function refusalOf({ route, id }: Envelope, reason: RefusalReason, detail = 0): PutRefusal {
  return { route, id, reason, detail }
}
