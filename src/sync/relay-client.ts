// One pot on one relay, over connections that come and go. A position is left behind only after what came before it is kept; what goes out is the
// outbox's (relay-outbox.ts).

import type { VerifySignature } from '../crypto/index.ts'
import type { Result } from '../domain/index.ts'
import type { Envelope, EnvelopeId } from './envelope.ts'
import { hearRelay, type RelayFinding } from './known-relay/hear-relay.ts'
import { subscribeTo, type KnownRelay } from './known-relay/known-relay.ts'
import { clientFrameToBytes } from './relay/client-frame.ts'
import { parseRelayFrame, type PutRefusal } from './relay/relay-frame.ts'
import { createRelayOutbox, FIRST_WAIT_MS } from './relay-outbox.ts'
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

const LONGEST_WAIT_MS = 60_000

/** Begins to keep a pot's route in step with a relay. `unsigned`: what was not signed for when the device was last here, in order. */
export function startRelayClient(
  start: KnownRelay,
  unsigned: readonly Envelope[],
  ports: RelayClientPorts,
): RelayClient {
  const outbox = createRelayOutbox(unsigned, ports.wait)
  let known = start
  let duplex: FrameDuplex | null = null
  let isClosed = false
  let connection: RelayStatus['connection'] = 'connecting'
  let toReceive = 0
  /** A head was heard on this connection: from then on `toReceive` says what is still to come. */
  let hasHead = false
  let hurry: (() => void) | null = null

  const status = (): RelayStatus => {
    const isRead = connection === 'online' && hasHead && toReceive === 0
    return { connection, toSend: outbox.count(), toReceive, isRead }
  }
  const tell = (now: RelayStatus['connection'] = connection): void => {
    connection = now
    ports.onStatus?.(status())
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
    const stored = outbox.settle(heard.stored)
    if (stored.length > 0) ports.onStored?.(stored)
    if (heard.refused !== null) {
      ports.onRefused?.(heard.refused)
      outbox.refused(heard.refused)
    }
    if (frame.value.kind === 'restart' && frame.value.reason !== 'Pruned') outbox.refill((await ports.kept?.()) ?? [])
    if (frame.value.kind === 'welcome') {
      await on.send(clientFrameToBytes(subscribeTo(known)))
      tell('online')
      outbox.open()
    } else tell()
    return true
  }

  const connect = (on: FrameDuplex | null): void => {
    duplex = on
    outbox.connect(on)
  }
  /** One connection, from its welcome to its end; answers whether the relay could be used until then. */
  const talk = async (on: FrameDuplex): Promise<boolean> => {
    connect(on)
    hasHead = false
    let isUseful = false
    for (;;) {
      const bytes = await on.receive()
      if (bytes === null || isClosed) break
      isUseful = await hear(on, bytes)
      if (!isUseful) break
    }
    connect(null)
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
      outbox.put(envelope)
      tell()
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
