// The side of a link that is in: it takes the request that a new device shows, and gives that device what it needs once its owner has compared six digits.

import { createAccountKey } from '../../crypto/index.ts'
import { bytesToHex, err, ok, type DeviceId, type Hash32, type Result } from '../../domain/index.ts'
import { createListeners, type StorageError } from '../../storage/index.ts'
import {
  createLinkAnswer,
  linkCheckCode,
  mailboxMessageToBytes,
  parseLinkRequest,
  parseMailboxMessage,
  type LinkRequestError,
} from '../../sync/index.ts'
import type { Quits } from '../quits.ts'
import { openMailbox } from '../sync/mailbox.ts'
import type { RelayPorts } from '../sync/sync-ports.ts'
import { createDeviceNames } from './device-names.ts'
import { keepLink } from './kept-links.ts'
import { linkParts } from './link-parts.ts'
import type { WriteError } from '../pot-session.ts'

/** Why a device cannot be linked from here. */
export type AnswerLinkError =
  | LinkRequestError
  | StorageError
  | WriteError
  | { readonly type: 'AccountElsewhere' }
  /** A device cannot be linked to itself. */
  | { readonly type: 'OwnLinkRequest' }

/** Where linking stands. */
export type AnswerState =
  | { readonly kind: 'connecting' }
  /** The new device said its secret: both show these digits. */
  | { readonly kind: 'comparing'; readonly code: string }
  /** It said another one than it was committed to: somebody is between the two. */
  | { readonly kind: 'tampered' }
  | { readonly kind: 'sending' }
  | { readonly kind: 'done'; readonly pots: number }
  | { readonly kind: 'failed'; readonly error: AnswerLinkError }

/** A link that is being answered. */
export interface LinkAnswering {
  readonly device: DeviceId
  readonly state: () => AnswerState
  readonly subscribe: (listener: () => void) => () => void
  /** The digits are the same: the device is given its pots, and this name here. */
  readonly accept: (name: string) => Promise<void>
  /** They are not. The device is told, and given nothing. */
  readonly refuse: () => Promise<void>
  readonly close: () => Promise<void>
}

/** Takes the request that a new device shows, as a text of any origin, and talks to that device. */
export function answerLink(quits: Quits, relays: RelayPorts, text: string): Result<LinkAnswering, AnswerLinkError> {
  const parsed = parseLinkRequest(text)
  if (!parsed.ok) return parsed
  const request = parsed.value
  const { identity, ports } = quits
  if (!identity.holdsAccount) return err({ type: 'AccountElsewhere' })
  if (request.device === identity.signer.device) return err({ type: 'OwnLinkRequest' })

  const listeners = createListeners()
  const nonce = bytesToHex(ports.random.bytes(32)) as Hash32
  let state: AnswerState = { kind: 'connecting' }
  const become = (next: AnswerState): void => {
    state = next
    listeners.tell()
  }
  const place = { key: request.mailbox, relays: request.relays }
  const mailbox = openMailbox(relays, place, (bytes) => {
    const message = parseMailboxMessage(bytes)
    // The first secret decides: whoever comes later has heard it.
    if (!message.ok || message.value.type !== 'link-secret' || state.kind !== 'connecting') return
    const code = linkCheckCode({ request, account: identity.account, nonce, secret: message.value.secret })
    become(code === null ? { kind: 'tampered' } : { kind: 'comparing', code })
  })
  const post = (message: Parameters<typeof mailboxMessageToBytes>[0]): Promise<void> =>
    mailbox.post(mailboxMessageToBytes(message))
  void post({ type: 'link-offer', account: identity.account, nonce })

  return ok({
    device: request.device,
    state: () => state,
    subscribe: listeners.subscribe,
    accept: async (name) => {
      if (state.kind !== 'comparing') return
      become({ kind: 'sending' })
      const parts = await linkParts(quits, request)
      if (!parts.ok) return become({ kind: 'failed', error: parts.error })
      const keys = await ports.storage.keys.loadOrCreate()
      if (!keys.ok) return become({ kind: 'failed', error: keys.error })
      if (keys.value.account.kind !== 'seed') return become({ kind: 'failed', error: { type: 'AccountElsewhere' } })
      const account = createAccountKey(keys.value.account.seed)
      const to = request.device
      for (const [part, pots] of parts.value.entries())
        await post(await createLinkAnswer({ to, part, parts: parts.value.length, pots }, account))
      const named = await createDeviceNames(ports.storage.settings).call(to, name)
      if (!named.ok) return become({ kind: 'failed', error: named.error })
      const kept = await keepLink(ports.storage.keys, request)
      if (!kept.ok) return become({ kind: 'failed', error: kept.error })
      become({ kind: 'done', pots: parts.value.flat().length })
    },
    refuse: async () => {
      await post({ type: 'link-refused', to: request.device })
    },
    close: () => mailbox.close(),
  })
}
