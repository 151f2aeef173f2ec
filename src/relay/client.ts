// One connection. Whoever does not read what it is sent, or sends too fast, is read no further until that changes: nothing grows without bound on a
// client's account.

import type { RawData, WebSocket } from 'ws'
import { parseClientFrame } from '../sync/relay/index.ts'
import type { Wish } from './fan-out.ts'
import { createIntake, type IntakePorts } from './intake.ts'
import { createOutbound } from './outbound.ts'
import type { RelayConfig } from './relay-config.ts'
import { shortId } from './relay-log.ts'
import { createTokenBucket } from './token-bucket.ts'

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
export interface ClientPorts extends IntakePorts {
  readonly config: RelayConfig
  /** Its first frame. */
  readonly welcome: Uint8Array
}

/** Envelopes that are being checked and written for one client before it is read no further. */
const MAX_IN_FLIGHT = 1024
/** How long a client that was told to leave may take. */
const LEAVE_MS = 1000

/** Serves a connection until it ends. */
export function serveClient(socket: WebSocket, name: Readonly<Record<string, string>>, ports: ClientPorts): Client {
  const { config, fanOut, log, metrics } = ports
  const { limits } = config
  const bucket = createTokenBucket(limits.envelopesPerSecond, limits.burstSeconds)
  let heardAt = performance.now()
  let pingedAt: number | null = null
  let isFinishing = false
  let throttle: NodeJS.Timeout | null = null

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
    const isFull = intake.inFlight() >= MAX_IN_FLIGHT || throttle !== null || isFinishing || !outbound.hasRoom()
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

  const intake = createIntake(follower, name, ports, { onSettled: mayRead, onMisbehaved: () => cut('Misbehaved') })

  const subscribe = (wish: Wish): void => {
    if (!fanOut.isFollowing(follower, wish.route) && fanOut.routeCount(follower) >= limits.routesPerConnection)
      return cut('TooManyRoutes')
    const reason = fanOut.follow(follower, wish)
    if (reason !== null) log('warn', 'restart', { ...name, reason, route: shortId(wish.route), count: wish.count })
  }

  const heard = (): void => {
    heardAt = performance.now()
    pingedAt = null
  }

  const read = (data: Uint8Array): void => {
    heard()
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
    else intake.put(frame.envelopes)
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
  socket.on('pong', heard)
  socket.on('error', (cause) => log('warn', 'socket error', { ...name, detail: cause.message }))
  socket.on('close', () => {
    if (throttle !== null) clearTimeout(throttle)
    fanOut.leave(follower)
  })
  follower.send(ports.welcome)

  return {
    cut,
    check: () => {
      const now = performance.now()
      if (outbound.isStalled(config.stallMs)) return cut('TooSlow')
      // Who is read no further cannot be heard.
      if (socket.isPaused) return heard()
      if (pingedAt !== null && now - pingedAt > config.idleMs) return cut('Silent')
      if (pingedAt !== null || now - heardAt < config.idleMs / 3) return
      pingedAt = now
      socket.ping()
    },
    finish: async () => {
      isFinishing = true
      mayRead()
      await intake.settled()
    },
  }
}
