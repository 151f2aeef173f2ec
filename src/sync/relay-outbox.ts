// Envelopes on their way to one relay. They stay here until the relay has signed for them, whatever happens to a connection.

import type { Envelope, EnvelopeId } from './envelope.ts'
import { clientFrameToBytes } from './relay/client-frame.ts'
import { ENVELOPE_LENGTH_BYTES, MAX_FRAME_BYTES } from './relay/frame-bytes.ts'
import type { PutRefusal } from './relay/relay-frame.ts'
import type { FrameDuplex } from './transport/frame-duplex.ts'

/** The way out to a relay. */
export interface RelayOutbox {
  /** How many the relay has not signed for. */
  readonly count: () => number
  /** Takes an envelope that its author keeps already. */
  readonly put: (envelope: Envelope) => void
  /** There is another connection, on which nothing was said yet, or none. */
  readonly connect: (duplex: FrameDuplex | null) => void
  /** The relay takes envelopes on this connection from here on. */
  readonly open: () => void
  /** Lets go of what the relay has signed for; answers with those that were here. */
  readonly settle: (stored: readonly EnvelopeId[]) => readonly EnvelopeId[]
  /** The relay did not take one. What passes by itself is said again, a while later. */
  readonly refused: (refusal: PutRefusal) => void
  /** The relay has lost what it had signed for: everything that is kept goes there again, in front of what waits. */
  readonly refill: (kept: readonly Envelope[]) => void
}

/** The least time in milliseconds after which a relay is tried again. */
export const FIRST_WAIT_MS = 500
/** Envelopes are sent in frames of about this size: the first ones are stored while the others are on their way. */
const PUT_BYTES = MAX_FRAME_BYTES / 4
/** Envelopes on their way at once: when one is refused, those after it come back too. */
const WINDOW = 512

/** An outbox with what was not signed for before, in order. `wait` resolves after so many milliseconds. */
export function createRelayOutbox(first: readonly Envelope[], wait: (ms: number) => Promise<void>): RelayOutbox {
  const waiting = [...first]
  /** How many of `waiting` were said on this connection. */
  let said = 0
  let duplex: FrameDuplex | null = null
  let isOpen = false
  let isSending = false
  let isRepeating = false

  /** Says what was not said yet. One at a time: a device's envelopes have an order. */
  const send = async (): Promise<void> => {
    if (isSending) return
    isSending = true
    for (;;) {
      const batch = batchOf(waiting, said)
      const on = duplex
      if (on === null || !isOpen || batch.length === 0) break
      said += batch.length
      const sent = await on.send(clientFrameToBytes({ kind: 'put', envelopes: batch }))
      if (!sent.ok && on === duplex) isOpen = false // until it is open again
    }
    isSending = false
  }
  /** Says everything again, a while later: what is there already costs the relay a look. */
  const sayAgain = async (on: FrameDuplex | null, ms: number): Promise<void> => {
    await wait(Math.max(ms, FIRST_WAIT_MS))
    if (on !== duplex) return
    said = 0
    void send()
  }
  /** Whether the envelope that is missing before this one waits here, because it was refused itself. */
  const isGapOfOurs = ({ reason, id, detail }: PutRefusal): boolean => {
    const device = waiting.find((envelope) => envelope.id === id)?.device
    return reason === 'Gap' && waiting.some((envelope) => envelope.device === device && envelope.sequence === detail)
  }

  return {
    count: () => waiting.length,
    put: (envelope) => {
      waiting.push(envelope)
      void send()
    },
    connect: (next) => {
      duplex = next
      isOpen = false
      said = 0
    },
    open: () => {
      isOpen = true
      void send()
    },
    settle: (stored) => {
      const ids = new Set(stored)
      const isStored = ({ id }: Envelope): boolean => ids.has(id)
      const found = waiting.filter(isStored).map(({ id }) => id)
      if (found.length === 0) return []
      said -= waiting.slice(0, said).filter(isStored).length
      waiting.splice(0, waiting.length, ...waiting.filter((envelope) => !isStored(envelope)))
      void send()
      return found
    },
    refused: (refusal) => {
      const isPassing = refusal.reason === 'RateLimited' || refusal.reason === 'Unavailable' || isGapOfOurs(refusal)
      if (!isPassing || isRepeating) return
      isRepeating = true
      const ms = refusal.reason === 'RateLimited' ? refusal.detail : 0
      void sayAgain(duplex, ms).finally(() => (isRepeating = false))
    },
    refill: (kept) => {
      const ids = new Set(kept.map(({ id }) => id))
      waiting.splice(0, waiting.length, ...kept, ...waiting.filter(({ id }) => !ids.has(id)))
      said = 0
      void send()
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
