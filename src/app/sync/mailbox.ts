// A mailbox: a place at relays where people who share one secret leave short messages for each other, before they share a pot. Everybody writes under
// a key that lives as long as the mailbox is open, so nothing has to be kept: what was not answered is asked again.

import { createSeedDeviceKey, createSigner } from '../../crypto/index.ts'
import type { Hex } from '../../domain/index.ts'
import { createListeners } from '../../storage/index.ts'
import {
  createEnvelope,
  createKnownRelay,
  mailboxRouteOf,
  openMailboxMessage,
  sealMailboxMessage,
  startRelayClient,
  verifyEnvelope,
  type Envelope,
  type EnvelopeId,
  type RelayStatus,
} from '../../sync/index.ts'
import { createTurns } from '../turns.ts'
import { jitterOf, type RelayPorts } from './sync-ports.ts'

/** Where a mailbox is, and what opens it. */
export interface MailboxAccess {
  readonly key: Hex<'MailboxKey'>
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

/** Opens a mailbox and hands over each message of others once, from the first that the relays still have. */
export function openMailbox(
  ports: RelayPorts,
  { key, relays }: MailboxAccess,
  onMessage: (message: Uint8Array) => void,
): Mailbox {
  const route = mailboxRouteOf(key)
  const signer = createSigner(createSeedDeviceKey(ports.random))
  const heard = new Set<EnvelopeId>()
  const own: Envelope[] = []
  const waiting = new Map<EnvelopeId, () => void>()
  const listeners = createListeners()
  const turns = createTurns()

  const take = async (envelope: Envelope): Promise<void> => {
    if (heard.has(envelope.id) || envelope.device === signer.device) return
    heard.add(envelope.id)
    if (!(await verifyEnvelope(envelope))) return
    const opened = openMailboxMessage(envelope.payload, key, envelope)
    if (opened.ok) onMessage(opened.value)
  }
  const clients = relays.map((relay) => ({
    relay,
    client: startRelayClient(createKnownRelay(route), [], {
      open: () => ports.open(relay, route),
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
      onStatus: () => listeners.tell(),
    }),
  }))
  const write = async (message: Uint8Array): Promise<Envelope> => {
    const last = own.at(-1)
    const sequence = own.length
    const payload = sealMailboxMessage(message, key, { device: signer.device, sequence }, ports.random)
    const envelope = await createEnvelope({ route, sequence, previous: last?.id ?? null, payload }, signer)
    own.push(envelope)
    return envelope
  }

  return {
    post: async (message) => {
      const envelope = await turns.take(() => write(message))
      const stored = new Promise<void>((resolve) => waiting.set(envelope.id, resolve))
      for (const { client } of clients) client.put(envelope)
      await stored
    },
    status: () => {
      const statuses = clients.map(({ relay, client }) => ({ relay, ...client.status() }))
      return { relays: statuses, isRead: statuses.some(({ isRead }) => isRead) }
    },
    subscribe: listeners.subscribe,
    close: async () => {
      await Promise.all(clients.map(({ client }) => client.close()))
    },
  }
}
