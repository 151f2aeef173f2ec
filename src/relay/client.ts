// One connection: reads frames, checks envelopes, and answers. Whoever does not read what it is sent, or sends too fast, is read no further until
// that changes: nothing grows without bound on a client's account.

import type { RawData, WebSocket } from 'ws'
import {
  parseClientFrame,
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
import type { FanOut, Wish } from './fan-out.ts'
import { createOutbound } from './outbound.ts'
import type { RelayConfig } from './relay-config.ts'
import { shortId, type RelayLog } from './relay-log.ts'
import type { RelayMetrics } from './relay-metrics.ts'
import { sha256Hex } from './sha256-hex.ts'
import { createTokenBucket } from './token-bucket.ts'
import type { VerifyEnvelopes } from './verify-pool.ts'

/** Why a client is disconnected, with the WebSocket's close code. */
export const CUT_CODES = {
  Stopping: 1001,
  BadFrame: 4001,
  TooSlow: 4002,
  TooManyRoutes: 4003,
  Misbehaved: 4004,
  Silent: 4005,
} as const
/** Why a client is disconnected. */
export type CutReason = keyof typeof CUT_CODES

/** A connected client. */
export interface Client {
  /** Disconnects it, and tells it why. */
  readonly cut: (reason: CutReason) => void
  /** Called now and then: cuts a client that takes nothing, or is no longer there. */
  readonly check: () => void
  /** Reads no further frames. Resolves when all that were read are settled. */
  readonly finish: () => Promise<void>
}

/** What a client works with. */
export interface ClientPorts {
  readonly config: RelayConfig
  readonly queue: CommitQueue
  readonly fanOut: FanOut
  readonly log: RelayLog
  readonly metrics: RelayMetrics
  readonly verify: VerifyEnvelopes
  /** Takes one envelope's worth from the device's allowance; answers for how many milliseconds it is used up. */
  readonly allowance: (device: DeviceId, nowMs: number) => number
  readonly welcome: Uint8Array
}

/** Envelopes that are being checked and written for one client before it is read no further. */
const MAX_IN_FLIGHT = 1024
/** Envelopes that are none or were not signed by their device, after which a client is cut. */
const MAX_BAD = 20
/** How long a client that was told to leave may take. */
const LEAVE_MS = 1000

/** Serves a connection until it ends. */
export function serveClient(socket: WebSocket, name: Readonly<Record<string, string>>, ports: ClientPorts): Client {
  const { config, queue, fanOut, log, metrics, verify, allowance } = ports
  const { limits } = config
  const bucket = createTokenBucket(limits.envelopesPerSecond, limits.burstSeconds)
  let inFlight = 0
  let bad = 0
  let heardAt = performance.now()
  let isFinishing = false
  let throttle: NodeJS.Timeout | null = null
  let settled: Promise<unknown> = Promise.resolve()

  const outbound = createOutbound(socket, limits.bufferBytes, () => {
    fanOut.resume(follower)
    mayRead()
  })
  const follower = {
    send: (frame: Uint8Array) => {
      metrics.count('bytes_out', frame.length)
      outbound.send(frame)
    },
    hasRoom: outbound.hasRoom,
  }

  /** Reads on, or no further, as things are. */
  const mayRead = (): void => {
    const isFull = inFlight >= MAX_IN_FLIGHT || throttle !== null || isFinishing || !outbound.hasRoom()
    if (isFull && !socket.isPaused) socket.pause()
    else if (!isFull && socket.isPaused) socket.resume()
  }

  const cut = (reason: CutReason): void => {
    if (socket.readyState !== socket.OPEN) return
    metrics.count('clients_cut', 1, reason)
    log(reason === 'Stopping' ? 'info' : 'warn', 'client cut', { ...name, reason })
    socket.resume() // its answer to the close has to be read
    socket.close(CUT_CODES[reason], reason)
    setTimeout(() => socket.terminate(), LEAVE_MS).unref()
  }

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
    if (bad >= MAX_BAD) cut('Misbehaved')
  }

  const subscribe = (wish: Wish): void => {
    if (!fanOut.isFollowing(follower, wish.route) && fanOut.routeCount(follower) >= limits.routesPerConnection)
      return cut('TooManyRoutes')
    const reason = fanOut.follow(follower, wish)
    if (reason !== null) log('warn', 'restart', { ...name, reason, route: shortId(wish.route), count: wish.count })
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
      mayRead()
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
        mayRead()
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

  const read = (data: Uint8Array): void => {
    heardAt = performance.now()
    metrics.count('bytes_in', data.length)
    const parsed = parseClientFrame(data)
    if (!parsed.ok) {
      log('warn', 'bad frame', { ...name, reason: parsed.error.reason, bytes: data.length })
      return cut('BadFrame')
    }
    const frame = parsed.value
    const count = frame.kind === 'put' ? frame.envelopes.length : 1
    const waitMs = bucket.take(count, performance.now())
    if (waitMs > 0) slowDown(waitMs)
    if (frame.kind === 'subscribe') subscribe(frame)
    else {
      inFlight += count
      void put(frame.envelopes)
    }
    mayRead()
  }

  const slowDown = (waitMs: number): void => {
    if (throttle !== null) return
    metrics.count('clients_throttled')
    log('info', 'throttled', { ...name, ms: waitMs })
    throttle = setTimeout(() => {
      throttle = null
      mayRead()
    }, waitMs)
  }

  socket.on('message', (data: RawData, isBinary: boolean) => {
    if (isFinishing || socket.readyState !== socket.OPEN) return
    // One buffer for each message is how `ws` delivers them unless told otherwise.
    if (isBinary) read(data as Buffer)
    else cut('BadFrame')
  })
  socket.on('pong', () => (heardAt = performance.now()))
  socket.on('error', (cause) => log('warn', 'socket error', { ...name, detail: cause.message }))
  socket.on('close', () => {
    if (throttle !== null) clearTimeout(throttle)
    fanOut.leave(follower)
  })
  follower.send(ports.welcome)

  return {
    cut,
    check: () => {
      const silentMs = performance.now() - heardAt
      if (outbound.isStalled(config.stallMs)) cut('TooSlow')
      // Who is read no further cannot be heard.
      else if (silentMs > config.idleMs && !socket.isPaused) cut('Silent')
      else if (silentMs > config.idleMs / 3) socket.ping()
    },
    finish: async () => {
      isFinishing = true
      mayRead()
      await settled
    },
  }
}

function refusalOf({ route, id }: Envelope, reason: RefusalReason, detail = 0): PutRefusal {
  return { route, id, reason, detail }
}
