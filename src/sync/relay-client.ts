// One pot on one relay, over connections that come and go. The outbox holds envelopes until the relay has signed for them, whatever happens to a
// connection; a position is left behind only after what came before it is kept.

import type { VerifySignature } from '../crypto/index.ts'
import type { Result } from '../domain/index.ts'
import type { Envelope, EnvelopeId } from './envelope.ts'
import { hearRelay, type RelayFinding } from './known-relay/hear-relay.ts'
import { subscribeTo, type KnownRelay } from './known-relay/known-relay.ts'
import { clientFrameToBytes } from './relay/client-frame.ts'
import { ENVELOPE_LENGTH_BYTES, MAX_FRAME_BYTES } from './relay/frame-bytes.ts'
import { parseRelayFrame, type PutRefusal } from './relay/relay-frame.ts'
import type { FrameDuplex } from './transport/frame-duplex.ts'

/** How things stand with a relay. */
export interface RelayStatus {
  readonly connection: 'connecting' | 'online' | 'waiting' | 'closed'
  /** Own envelopes that the relay has not signed for. */
  readonly toSend: number
  /** Envelopes that the relay has signed for and not sent yet. */
  readonly toReceive: number
  /** Whether everything that the relay has signed for was read on this connection: what it holds and what it lacks is known. */
  readonly isRead: boolean
}

/** What a client of a relay needs. */
export interface RelayClientPorts {
  readonly open: () => Promise<Result<FrameDuplex, unknown>>
  /**
   * Keeps new envelopes, and what is known of the relay then, together. Their signatures are unchecked. False when they could not be kept: then they
   * come again.
   */
  readonly keep: (envelopes: readonly Envelope[], known: KnownRelay) => Promise<boolean>
  /** Every envelope of the pot that is kept here, each device's in order: for a relay that lost what it had. */
  readonly kept?: () => Promise<readonly Envelope[]>
  /** Resolves after so long. */
  readonly wait: (ms: number) => Promise<void>
  /** From 0 to below 1: so that devices which lost a relay together do not come back together. */
  readonly jitter: () => number
  readonly onStored?: (ids: readonly EnvelopeId[]) => void
  readonly onFinding?: (finding: RelayFinding) => void
  readonly onRefused?: (refusal: PutRefusal) => void
  readonly onStatus?: (status: RelayStatus) => void
  readonly verify?: VerifySignature
}

/** A client of a relay. */
export interface RelayClient {
  /** Takes an envelope that its author keeps already. */
  readonly put: (envelope: Envelope) => void
  readonly status: () => RelayStatus
  /** Connects now instead of waiting any longer: the network is back. */
  readonly hurry: () => void
  /** Resolves when nothing is connected any more. */
  readonly close: () => Promise<void>
}

const FIRST_WAIT_MS = 500
const LONGEST_WAIT_MS = 60_000
/** Envelopes are sent in frames of about this size: the first ones are stored while the others are on their way. */
const PUT_BYTES = MAX_FRAME_BYTES / 4
/** Envelopes on their way at once: when one is refused, those after it come back too. */
const WINDOW = 512

/** Begins to keep a pot's route in step with a relay. `outbox`: what was not signed for when the device was last here, in order. */
export function startRelayClient(start: KnownRelay, outbox: readonly Envelope[], ports: RelayClientPorts): RelayClient {
  const waiting = [...outbox]
  let known = start
  /** How many of `waiting` were said on this connection. */
  let said = 0
  let duplex: FrameDuplex | null = null
  let isClosed = false
  /** Welcomed and subscribed. */
  let isOnline = false
  let isSending = false
  let connection: RelayStatus['connection'] = 'connecting'
  let toReceive = 0
  /** A head was heard on this connection: from then on `toReceive` says what is still to come. */
  let hasHead = false
  let hurry: (() => void) | null = null

  const status = (): RelayStatus => {
    const isRead = connection === 'online' && hasHead && toReceive === 0
    return { connection, toSend: waiting.length, toReceive, isRead }
  }
  const tell = (now: RelayStatus['connection'] = connection): void => {
    connection = now
    ports.onStatus?.(status())
  }

  /** Says what was not said yet. One at a time: a device's envelopes have an order. */
  const send = async (): Promise<void> => {
    if (isSending) return
    isSending = true
    for (;;) {
      const batch = batchOf(waiting, said)
      const on = duplex
      if (on === null || !isOnline || batch.length === 0) break
      said += batch.length
      const sent = await on.send(clientFrameToBytes({ kind: 'put', envelopes: batch }))
      if (!sent.ok && on === duplex) isOnline = false // until the next welcome
    }
    isSending = false
  }

  /** Says everything again, a while later: what is there already costs the relay a look. */
  const sayAgain = async (on: FrameDuplex, ms: number): Promise<void> => {
    await ports.wait(Math.max(ms, FIRST_WAIT_MS))
    if (on !== duplex) return
    said = 0
    void send()
  }

  let isRepeating = false
  const refused = (on: FrameDuplex, refusal: PutRefusal): void => {
    ports.onRefused?.(refusal)
    const isPassing = refusal.reason === 'RateLimited' || refusal.reason === 'Unavailable' || isGapOfOurs(refusal)
    if (!isPassing || isRepeating) return
    isRepeating = true
    const ms = refusal.reason === 'RateLimited' ? refusal.detail : 0
    void sayAgain(on, ms).finally(() => (isRepeating = false))
  }
  /** Whether the envelope that is missing before this one waits here, because it was refused itself. */
  const isGapOfOurs = ({ reason, id, detail }: PutRefusal): boolean => {
    const device = waiting.find((envelope) => envelope.id === id)?.device
    return reason === 'Gap' && waiting.some((envelope) => envelope.device === device && envelope.sequence === detail)
  }

  const hear = async (on: FrameDuplex, bytes: Uint8Array): Promise<boolean> => {
    const frame = parseRelayFrame(bytes)
    if (!frame.ok) return false
    const heard = await hearRelay(known, frame.value, ports.verify)
    for (const finding of heard.findings) ports.onFinding?.(finding)
    if (heard.findings.some(({ type }) => type !== 'RelayStartedOver' && type !== 'RelayWentBack')) return false
    if (heard.known !== known && !(await ports.keep(heard.envelopes, heard.known))) return false
    known = heard.known
    if (frame.value.kind === 'envelopes') toReceive = Math.max(0, toReceive - heard.envelopes.length)
    if (frame.value.kind === 'head') [hasHead, toReceive] = [true, heard.behind]
    if (frame.value.kind === 'restart') hasHead = false
    if (heard.stored.length > 0) forget(new Set(heard.stored))
    if (heard.refused !== null) refused(on, heard.refused)
    if (frame.value.kind === 'restart' && frame.value.reason !== 'Pruned') await refill()
    if (frame.value.kind === 'welcome') {
      await on.send(clientFrameToBytes(subscribeTo(known)))
      isOnline = true
      tell('online')
      void send()
    } else tell()
    return true
  }

  /** The relay has lost what it had signed for: everything that is kept here goes there again, in front of what waits. */
  const refill = async (): Promise<void> => {
    const kept = (await ports.kept?.()) ?? []
    const ids = new Set(kept.map(({ id }) => id))
    waiting.splice(0, waiting.length, ...kept, ...waiting.filter(({ id }) => !ids.has(id)))
    said = 0
    void send()
  }

  const forget = (stored: ReadonlySet<EnvelopeId>): void => {
    const found = waiting.filter(({ id }) => stored.has(id)).map(({ id }) => id)
    if (found.length === 0) return
    said -= waiting.slice(0, said).filter(({ id }) => stored.has(id)).length
    const left = waiting.filter(({ id }) => !stored.has(id))
    waiting.splice(0, waiting.length, ...left)
    ports.onStored?.(found)
    void send()
  }

  /** One connection, from its welcome to its end; answers whether the relay could be used until then. */
  const talk = async (on: FrameDuplex): Promise<boolean> => {
    duplex = on
    isOnline = false
    hasHead = false
    said = 0
    let isUseful = false
    for (;;) {
      const bytes = await on.receive()
      if (bytes === null || isClosed) break
      isUseful = await hear(on, bytes)
      if (!isUseful) break
    }
    duplex = null
    on.close()
    return isUseful
  }

  const run = async (): Promise<void> => {
    let failures = 0
    for (;;) {
      tell('connecting')
      const opened = await ports.open()
      if (isClosed && opened.ok) opened.value.close()
      if (isClosed) break
      const isUseful = opened.ok && (await talk(opened.value))
      failures = isUseful ? 0 : failures + 1
      if (isClosed) break
      tell('waiting')
      const longest = Math.min(FIRST_WAIT_MS * 2 ** failures, LONGEST_WAIT_MS)
      const hurried = new Promise<void>((resolve) => (hurry = resolve))
      await Promise.race([ports.wait(longest * (0.5 + ports.jitter() / 2)), hurried])
      if (isClosed) break
    }
    tell('closed')
  }
  const running = run()

  return {
    put: (envelope) => {
      waiting.push(envelope)
      tell()
      void send()
    },
    status,
    hurry: () => hurry?.(),
    close: async () => {
      isClosed = true
      duplex?.close()
      hurry?.()
      await running
    },
  }
}

function batchOf(waiting: readonly Envelope[], from: number): readonly Uint8Array[] {
  const batch: Uint8Array[] = []
  let bytes = 0
  for (const envelope of waiting.slice(from, WINDOW)) {
    bytes += ENVELOPE_LENGTH_BYTES + envelope.bytes.length
    if (batch.length > 0 && bytes > PUT_BYTES) break
    batch.push(envelope.bytes)
  }
  return batch
}
