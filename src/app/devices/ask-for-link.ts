// The side of a link that is new: it shows a request, compares six digits with the device that took it, and becomes one of that person's devices.

import { bytesToHex, ok, type Hash32, type Hex, type Result } from '../../domain/index.ts'
import { createListeners } from '../../storage/index.ts'
import {
  linkCheckCode,
  linkCommitmentOf,
  linkRequestToFragment,
  mailboxMessageToBytes,
  parseMailboxMessage,
  verifyLinkAnswer,
  type LinkAnswer,
  type LinkedPot,
  type LinkRequest,
} from '../../sync/index.ts'
import type { Quits } from '../quits.ts'
import { openMailbox } from '../sync/mailbox.ts'
import type { RelayPorts } from '../sync/sync-ports.ts'
import { accessOf } from './linked-access.ts'
import { checkReplaceable, replaceAccount, type AccountError } from './replace-account.ts'

/** Where asking stands. */
export type AskState =
  | { readonly kind: 'showing' }
  /** Another device took the request: both show these digits. */
  | { readonly kind: 'comparing'; readonly code: string }
  /** Its owner said here that they are the same; the other device has not sent the pots yet. */
  | { readonly kind: 'waiting'; readonly code: string }
  /** The app has to be started again as this person's. */
  | { readonly kind: 'done'; readonly pots: number }
  | { readonly kind: 'refused' }
  | { readonly kind: 'failed'; readonly error: AccountError }

/** A request that is shown. */
export interface LinkAsking {
  /** What the other device reads: the part of a link that follows the app's own address. */
  readonly fragment: string
  readonly state: () => AskState
  readonly subscribe: (listener: () => void) => () => void
  /** The digits are the same on both. */
  readonly confirm: () => Promise<void>
  readonly close: () => Promise<void>
}

/** Asks to be linked over these relays. Refused where this installation's own account speaks in pots: it would be lost. */
export async function askForLink(
  quits: Quits,
  relays: RelayPorts,
  addresses: readonly string[],
): Promise<Result<LinkAsking, AccountError>> {
  const { identity, ports } = quits
  const may = await checkReplaceable(quits, '')
  if (!may.ok && identity.holdsAccount) return may
  const secret = bytesToHex(ports.random.bytes(32)) as Hash32
  const request: LinkRequest = {
    device: identity.signer.device,
    sealing: identity.sealing,
    mailbox: bytesToHex(ports.random.bytes(32)) as Hex<'MailboxKey'>,
    commitment: linkCommitmentOf(secret),
    relays: addresses,
  }
  const listeners = createListeners()
  const parts = new Map<number, LinkAnswer>()
  let account: Hex<'AccountKey'> | null = null
  let state: AskState = { kind: 'showing' }
  const become = (next: AskState): void => {
    state = next
    listeners.tell()
  }
  /** Takes over once the owner has said yes and every part is here. */
  const finish = async (): Promise<void> => {
    const [first] = parts.values()
    if (state.kind !== 'waiting' || account === null || first === undefined || parts.size < first.parts) return
    const pots = [...parts.values()].flatMap((part) => part.pots)
    const taken = await takePots(quits, account, request, pots)
    become(taken.ok ? { kind: 'done', pots: pots.length } : { kind: 'failed', error: taken.error })
  }
  const hear = async (bytes: Uint8Array): Promise<void> => {
    const message = parseMailboxMessage(bytes)
    if (!message.ok) return
    const { value } = message
    if (value.type === 'link-offer' && account === null) {
      // The secret is told once, to the first who offers: see sync/mailbox/link-check.ts.
      account = value.account
      const code = linkCheckCode({ request, account, nonce: value.nonce, secret })
      if (code === null) throw new Error('the own secret does not fit the own request')
      void mailbox.post(mailboxMessageToBytes({ type: 'link-secret', secret }))
      become({ kind: 'comparing', code })
    } else if (value.type === 'link-refused' && value.to === request.device && !isOver(state))
      become({ kind: 'refused' })
    else if (value.type === 'link-answer' && value.to === request.device && value.account === account) {
      if (!(await verifyLinkAnswer(value))) return
      // The first of each: the other device may tell of a further pot before this one has said yes, which is read again later.
      if (!parts.has(value.part)) parts.set(value.part, value)
      await finish()
    }
  }
  let turn = Promise.resolve()
  const mailbox = openMailbox(relays, { key: request.mailbox, relays: addresses }, (bytes) => {
    turn = turn.then(() => hear(bytes))
  })
  return ok({
    fragment: linkRequestToFragment(request),
    state: () => state,
    subscribe: listeners.subscribe,
    confirm: async () => {
      if (state.kind !== 'comparing') return
      become({ kind: 'waiting', code: state.code })
      turn = turn.then(finish)
      await turn
    },
    close: () => mailbox.close(),
  })
}

function isOver({ kind }: AskState): boolean {
  return kind === 'done' || kind === 'refused' || kind === 'failed'
}

/** Keeps how each pot is met, then the account: after a crash in between everything is asked for again. */
async function takePots(
  quits: Quits,
  account: Hex<'AccountKey'>,
  { device, sealing, mailbox, relays }: LinkRequest,
  pots: readonly LinkedPot[],
): Promise<Result<void, AccountError>> {
  const may = await checkReplaceable(quits, account)
  if (!may.ok) return may
  for (const pot of pots) {
    const kept = await quits.ports.storage.access.set(await accessOf(quits.identity, pot))
    if (!kept.ok) return kept
  }
  return replaceAccount(quits, { kind: 'public', account }, { device, sealing, mailbox, relays })
}
