// The way into a pot by an invitation's link: ask in its mailbox, keep what a member's device answers, read the history until it holds what the inviter
// had, say who one is. Closed and begun again at any place it goes on from what is kept.

import { createInvitationKey, wrapBoundBytes } from '../../crypto/index.ts'
import { equalBytes, err, type EventId, hexToBytes, ok, type Result } from '../../domain/index.ts'
import type { PotAccess, StorageError } from '../../storage/index.ts'
import {
  createJoinRequest,
  MAX_RELAYS,
  mailboxMessageToBytes,
  parseMailboxMessage,
  verifyJoinAnswer,
  type InvitationLink,
  type JoinAdmitted,
  type JoinRefusal,
} from '../../sync/index.ts'
import { joinOwnPot } from '../devices/join-own-pot.ts'
import { claimMember, type ActionError } from '../pot-actions.ts'
import type { PotSession } from '../pot-session.ts'
import type { Quits } from '../quits.ts'
import type { Mailbox, MailboxAccess, MailboxStatus } from '../sync/mailbox.ts'
import { parseRelayAddress, type RelayAddressError } from '../sync/relay-address.ts'
import type { PotSyncStatus } from '../sync/pot-sync-status.ts'
import type { Syncing } from '../sync/syncing.ts'
import { claimAs, type Newcomer } from './claim-as.ts'

/** What joining needs from outside. */
export interface JoinPorts {
  readonly openMailbox: (access: MailboxAccess, onMessage: (message: Uint8Array) => void) => Mailbox
  readonly syncing: Pick<Syncing, 'of' | 'refresh' | 'subscribe'>
}

/** Where joining stands. */
export type JoinState =
  /** Nobody has answered yet. */
  | { readonly kind: 'asking' }
  /** Somebody said no. It goes on listening: another device may know more. */
  | { readonly kind: 'refused'; readonly reason: JoinRefusal }
  /** Let in; the history is not here as far as the inviter had it. */
  | { readonly kind: 'reading' }
  /** The person says who they are. */
  | { readonly kind: 'choosing'; readonly session: PotSession }
  /** Said; somebody in the pot confirms it. */
  | { readonly kind: 'claimed'; readonly session: PotSession }
  /** This device speaks in the pot. */
  | { readonly kind: 'in'; readonly session: PotSession }
  | { readonly kind: 'failed'; readonly error: ActionError }

/** A pot that is being joined. */
export interface Joining {
  readonly state: () => JoinState
  /** How things stand with the relays: the mailbox while asking, the pot's route from then on. */
  readonly relays: () => { readonly mailbox: MailboxStatus; readonly pot: PotSyncStatus | null }
  readonly subscribe: (listener: () => void) => () => void
  /** Says who the person is, where that is to be chosen. */
  readonly choose: (who: Newcomer) => Promise<Result<void, ActionError>>
  /** Ends asking. What was handed over is kept, and the history goes on being read. */
  readonly close: () => Promise<void>
}

/** Joins by a link, under a name (ME4) that those who are asked can see. */
export async function joinPot(
  quits: Quits,
  ports: JoinPorts,
  link: InvitationLink,
  name: string,
): Promise<Result<Joining, StorageError | RelayAddressError>> {
  const { identity } = quits
  const { pot } = link
  const relays = link.relays.filter(isProtected)
  if (relays.length === 0) return err({ type: 'OpenRelayAddress', text: link.relays.join(' ') })
  const { storage } = quits.ports
  const { syncing } = ports
  const stored = await storage.access.get(pot)
  if (!stored.ok) return stored
  const invitation = createInvitationKey(link.seed)
  const asked = { device: identity.signer.device, sealing: identity.sealing, name }
  const request = await createJoinRequest(pot, asked, invitation)

  const listeners = new Set<() => void>()
  const stops: (() => void)[] = []
  let access = stored.value
  let session: PotSession | null = null
  let state: JoinState = { kind: access === null ? 'asking' : 'reading' }
  let isClosed = false
  let hasClaimed = false
  let askedFor: EventId | null = null
  let turn: Promise<unknown> = Promise.resolve()

  const tell = (): void => {
    for (const listener of listeners) listener()
  }
  const become = (next: JoinState): void => {
    state = next
    tell()
  }
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const next = turn.then(() => (isClosed ? undefined : work()))
    turn = next.catch(() => undefined)
    return next
  }
  const look = (): void => void inTurn(lookNow)

  const onSync = (): void => {
    const lacks = syncing.of(pot)?.status().lacksKey ?? null
    // The pot has got a new key since this device was let in: whoever is there gives it to a device that asks again.
    if (lacks !== null && lacks !== askedFor) ask(lacks)
    tell()
    if (session === null) look()
  }
  const ask = (lacks: EventId | null): void => {
    askedFor = lacks
    void mailbox.post(mailboxMessageToBytes(request))
  }
  const admit = async (answer: JoinAdmitted): Promise<void> => {
    const keys = await openKeys(quits, link, answer)
    if (keys.length === 0) return
    const before = access?.salt === answer.salt ? access.keys : []
    const fresh = keys.filter(({ id, key }) => !before.some((each) => each.id === id && equalBytes(each.key, key)))
    const others = access?.relays ?? []
    if (access !== null && fresh.length === 0 && others.length > 0) return
    const next: PotAccess = {
      pot,
      salt: answer.salt,
      relays: [...new Set([...others, ...relays])].slice(0, MAX_RELAYS),
      keys: [...before, ...fresh],
      head: link.head,
      // What a linked device was given to say who it is stays.
      claim: access?.claim ?? (link.member === null ? null : { member: link.member, certificate: null }),
    }
    const kept = await storage.access.set(next)
    if (!kept.ok) return become({ kind: 'failed', error: kept.error })
    access = next
    if (session === null) become({ kind: 'reading' })
    await syncing.refresh()
  }
  const hear = async (bytes: Uint8Array): Promise<void> => {
    const message = parseMailboxMessage(bytes)
    if (!message.ok) return
    const answer = message.value
    if (answer.type !== 'join-admitted' && answer.type !== 'join-refused') return
    if (answer.to !== asked.device || !(await verifyJoinAnswer(pot, answer))) return
    if (answer.type === 'join-admitted') await admit(answer)
    else if (access === null) become({ kind: 'refused', reason: answer.reason })
  }

  const lookNow = async (): Promise<void> => {
    if (session === null) {
      const opened = await quits.open(pot)
      if (!opened.ok)
        return opened.error.type === 'PotUnknown' ? undefined : become({ kind: 'failed', error: opened.error })
      session = opened.value
      stops.push(session.subscribe(look))
    }
    const { open } = session.fold()
    if (open.devices.has(asked.device) && !open.revoked.has(asked.device)) return become({ kind: 'in', session })
    if (open.revoked.has(asked.device)) return become({ kind: 'refused', reason: 'removed' })
    // A shorter history than the inviter's may hide anything: it is read on.
    if (access === null) return
    if (!session.log().events.has(link.head)) return become({ kind: 'reading' })
    if ([...open.claims.values()].some(({ device }) => device === asked.device))
      return become({ kind: 'claimed', session })
    await claimKnown(session)
  }
  /** Claims what needs no choice: the person's own member, or the one that the invitation names. */
  const claimKnown = async (of: PotSession): Promise<void> => {
    if (hasClaimed) return
    const own = await joinOwnPot(of)
    if (own.ok && own.value !== null) return
    const named = link.member === null ? undefined : of.fold().open.members.get(link.member)
    if (!named || named.account !== null || named.mergedInto !== null || state.kind === 'choosing')
      return become({ kind: 'choosing', session: of })
    hasClaimed = true
    const claimed = await claimMember(of, named.id)
    hasClaimed = claimed.ok
    if (!claimed.ok) become({ kind: 'failed', error: claimed.error })
  }

  const mailbox = ports.openMailbox({ key: invitation.mailbox, relays }, (bytes) => void inTurn(() => hear(bytes)))
  stops.push(
    mailbox.subscribe(tell),
    syncing.subscribe((news) => {
      if (news === pot) onSync()
    }),
  )
  const begin = async (): Promise<void> => {
    await syncing.refresh()
    await lookNow()
    if (state.kind !== 'in') ask(null)
  }
  await inTurn(begin)

  return ok({
    state: () => state,
    relays: () => ({ mailbox: mailbox.status(), pot: syncing.of(pot)?.status() ?? null }),
    subscribe: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    choose: async (who) => {
      if (state.kind !== 'choosing') return ok(undefined)
      const claimed = await claimAs(state.session, who)
      look()
      return claimed.ok ? ok(undefined) : claimed
    },
    close: async () => {
      isClosed = true
      for (const stop of stops) stop()
      await turn
      await mailbox.close()
    },
  })
}

/** The keys of an answer that open for this device. */
async function openKeys(
  { identity }: Quits,
  { pot }: InvitationLink,
  { keys }: JoinAdmitted,
): Promise<PotAccess['keys']> {
  const to = identity.signer.device
  const opened = await Promise.all(
    keys.map(async ({ id, wrapped }) => {
      const key = await identity.unwrap(hexToBytes(wrapped), wrapBoundBytes({ pot, from: id, to }))
      return key === null ? [] : [{ id, key }]
    }),
  )
  return opened.flat()
}

/** Whether a relay that somebody's link names is reached over a protected connection, or is on this machine. */
function isProtected(relay: string): boolean {
  const address = parseRelayAddress(relay)
  return address.ok && address.value === relay
}
