// A mailbox: a place at relays where people who share one secret leave short messages for each other, before they share a pot. Everybody writes under
// a key that lives as long as the mailbox is open, so nothing has to be kept: what was not answered is asked again.

import { createSeedDeviceKey, createSigner, openPayload, sealPayload, sha256 } from '../../crypto/index.ts'
import { ascii, bytesToHex, concatBytes, hexToBytes, u64le, type EventId } from '../../domain/index.ts'
import {
  createEnvelope,
  createKnownRelay,
  startRelayClient,
  verifyEnvelope,
  type Envelope,
  type EnvelopeId,
  type RelayStatus,
  type RouteId,
} from '../../sync/index.ts'
import { jitterOf, type RelayPorts } from './sync-ports.ts'

/** Where a mailbox is. */
export interface MailboxPlace {
  /** 32 bytes: whoever has them reads and writes. */
  readonly key: Uint8Array
  /** Addresses of relays; messages go to all of them. */
  readonly relays: readonly string[]
}

/** How things stand with a mailbox. */
export interface MailboxStatus {
  readonly relays: readonly ({ readonly relay: string } & RelayStatus)[]
  /** Whether any relay was read to its end: what is there is known. */
  readonly isRead: boolean
}

/** An open mailbox. */
export interface Mailbox {
  /** Resolves when a relay has signed for the message; never, when none can be reached before it is closed. */
  readonly post: (message: Uint8Array) => Promise<void>
  readonly status: () => MailboxStatus
  readonly subscribe: (listener: () => void) => () => void
  readonly close: () => Promise<void>
}

const NO_KEY_ID = '0'.repeat(64) as EventId

/** Opens a mailbox and hands over each message of others once, from the first that the relays still have. */
export function openMailbox(
  ports: RelayPorts,
  { key, relays }: MailboxPlace,
  onMessage: (message: Uint8Array) => void,
): Mailbox {
  const route = bytesToHex(sha256(ascii('quits/mailbox/v1'), key)) as RouteId
  const signer = createSigner(createSeedDeviceKey(ports.random))
  const heard = new Set<EnvelopeId>()
  const own: Envelope[] = []
  const waiting = new Map<EnvelopeId, () => void>()
  const listeners = new Set<() => void>()
  let turn: Promise<unknown> = Promise.resolve()

  const take = async (envelope: Envelope): Promise<void> => {
    if (heard.has(envelope.id) || envelope.device === signer.device) return
    heard.add(envelope.id)
    if (!(await verifyEnvelope(envelope))) return
    const opened = openPayload(envelope.payload, (id) => (id === NO_KEY_ID ? key : undefined), boundTo(envelope))
    if (opened.ok) onMessage(opened.value)
  }
  const clients = relays.map((relay) => ({
    relay,
    client: startRelayClient(createKnownRelay(route), [], {
      open: () => ports.open(relay),
      keep: async (envelopes) => {
        for (const envelope of envelopes) await take(envelope)
        return true
      },
      kept: async () => own,
      wait: ports.wait,
      jitter: () => jitterOf(ports.random),
      onStored: (ids) => {
        for (const id of ids) waiting.get(id)?.()
      },
      onStatus: () => {
        for (const listener of listeners) listener()
      },
    }),
  }))
  const write = async (message: Uint8Array): Promise<Envelope> => {
    const last = own.at(-1)
    const place = { route, device: signer.device, sequence: own.length }
    const payload = sealPayload(message, { id: NO_KEY_ID, bytes: key }, boundTo(place), ports.random)
    const envelope = await createEnvelope({ ...place, previous: last?.id ?? null, payload }, signer)
    own.push(envelope)
    return envelope
  }

  return {
    post: async (message) => {
      const writing = turn.then(() => write(message))
      turn = writing
      const envelope = await writing
      const stored = new Promise<void>((resolve) => waiting.set(envelope.id, resolve))
      for (const { client } of clients) client.put(envelope)
      await stored
    },
    status: () => {
      const statuses = clients.map(({ relay, client }) => ({ relay, ...client.status() }))
      return { relays: statuses, isRead: statuses.some(({ isRead }) => isRead) }
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    close: async () => {
      await Promise.all(clients.map(({ client }) => client.close()))
    },
  }
}

/** "quits/mailbox/v1" ++ route ++ device ++ sequence (u64, little-endian). */
function boundTo({ route, device, sequence }: Pick<Envelope, 'route' | 'device' | 'sequence'>): Uint8Array {
  return concatBytes(ascii('quits/mailbox/v1'), hexToBytes(route), hexToBytes(device), u64le(BigInt(sequence)))
}
