// The way into a pot by an invitation's link: ask in its mailbox, keep what a member's device answers, read the history until it holds what the inviter
// had, say who one is. Closed and begun again at any place it goes on from what is kept.

import { createInvitationKey } from '../../crypto/index.ts'
import { err, ok, type EventId, type Result } from '../../domain/index.ts'
import { createListeners, type StorageError } from '../../storage/index.ts'
import { createJoinRequest, mailboxMessageToBytes, type InvitationLink, type JoinAdmitted } from '../../sync/index.ts'
import { createEndingTurns } from '../ending-turns.ts'
import type { ActionError } from '../action-error.ts'
import type { PotSession } from '../pot-session.ts'
import type { Quits } from '../quits.ts'
import type { Mailbox, MailboxAccess, MailboxStatus } from '../sync/mailbox.ts'
import type { PotSyncStatus } from '../sync/pot-sync-status.ts'
import { isProtectedRelay, type RelayAddressError } from '../sync/relay-address.ts'
import type { Syncing } from '../sync/syncing.ts'
import { admittedAccess } from './admitted-access.ts'
import { claimAs, type Newcomer } from './claim-as.ts'
import { claimKnown } from './claim-known.ts'
import type { JoinState } from './join-state.ts'
import { newcomerStanding } from './newcomer-standing.ts'
import { hearJoinAnswer } from './hear-join-answer.ts'

/** What joining needs from outside. */
export interface JoinPorts {
  readonly openMailbox: (access: MailboxAccess, onMessage: (message: Uint8Array) => void) => Mailbox
  readonly syncing: Pick<Syncing, 'of' | 'refresh' | 'subscribe'>
}

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
  { openMailbox, syncing }: JoinPorts,
  given: InvitationLink,
  name: string,
): Promise<Result<Joining, StorageError | RelayAddressError>> {
  const { identity } = quits
  const { access: accesses } = quits.ports.storage
  const { device } = identity.signer
  const link = { ...given, relays: given.relays.filter(isProtectedRelay) }
  const { pot, relays } = link
  if (relays.length === 0) return err({ type: 'OpenRelayAddress', text: given.relays.join(' ') })
  const stored = await accesses.get(pot)
  if (!stored.ok) return stored
  const invitation = createInvitationKey(link.seed)
  const request = await createJoinRequest(pot, { device, sealing: identity.sealing, name }, invitation)

  const turns = createEndingTurns()
  const listeners = createListeners()
  const stops: (() => void)[] = []
  let access = stored.value
  let session: PotSession | null = null
  let state: JoinState = { kind: access === null ? 'asking' : 'reading' }
  let hasClaimed = false
  let askedFor: EventId | null = null

  const become = (next: JoinState): void => {
    state = next
    listeners.tell()
  }
  const inTurn = (work: () => Promise<void>): Promise<void> => turns.take(work, undefined)
  const look = (): void => void inTurn(lookNow)

  const ask = (lacks: EventId | null): void => {
    askedFor = lacks
    void mailbox.post(mailboxMessageToBytes(request))
  }
  const onSync = (): void => {
    const lacks = syncing.of(pot)?.status().lacksKey ?? null
    // The pot has got a new key since this device was let in: whoever is there gives it to a device that asks again.
    if (lacks !== null && lacks !== askedFor) ask(lacks)
    listeners.tell()
    if (session === null) look()
  }

  const hear = async (bytes: Uint8Array): Promise<void> => {
    const answer = await hearJoinAnswer(pot, device, bytes)
    if (answer?.type === 'join-admitted') await admit(answer)
    else if (answer !== null && access === null) become({ kind: 'refused', reason: answer.reason })
  }
  const admit = async (answer: JoinAdmitted): Promise<void> => {
    const next = await admittedAccess(identity, link, access, answer)
    if (next === null) return
    const kept = await accesses.set(next)
    if (!kept.ok) return become({ kind: 'failed', error: kept.error })
    access = next
    if (session === null) become({ kind: 'reading' })
    await syncing.refresh()
  }

  const lookNow = async (): Promise<void> => {
    session ??= await findSession()
    if (session === null) return
    const standing = newcomerStanding(session, link.head)
    if (standing === 'in') return become({ kind: 'in', session })
    if (standing === 'removed') return become({ kind: 'refused', reason: 'removed' })
    if (access === null) return
    if (standing === 'short') return become({ kind: 'reading' })
    if (standing === 'claimed') return become({ kind: 'claimed', session })
    if (!hasClaimed) await claim(session)
  }
  const findSession = async (): Promise<PotSession | null> => {
    const opened = await quits.open(pot)
    if (opened.ok) stops.push(opened.value.subscribe(look))
    else if (opened.error.type !== 'PotUnknown') become({ kind: 'failed', error: opened.error })
    return opened.ok ? opened.value : null
  }
  const claim = async (of: PotSession): Promise<void> => {
    // Whoever is choosing is not claimed for.
    const claimed = await claimKnown(of, state.kind === 'choosing' ? null : link.member)
    if (!claimed.ok) return become({ kind: 'failed', error: claimed.error })
    if (claimed.value === null) return become({ kind: 'choosing', session: of })
    hasClaimed = claimed.value === 'invited'
  }

  const mailbox = openMailbox({ key: invitation.mailbox, relays }, (bytes) => void inTurn(() => hear(bytes)))
  stops.push(
    mailbox.subscribe(listeners.tell),
    syncing.subscribe((news) => {
      if (news === pot) onSync()
    }),
  )
  await inTurn(async () => {
    await syncing.refresh()
    await lookNow()
    if (state.kind !== 'in') ask(null)
  })

  return ok({
    state: () => state,
    relays: () => ({ mailbox: mailbox.status(), pot: syncing.of(pot)?.status() ?? null }),
    subscribe: listeners.subscribe,
    choose: async (who) => {
      if (state.kind !== 'choosing') return ok(undefined)
      const claimed = await claimAs(state.session, who)
      look()
      return claimed.ok ? ok(undefined) : claimed
    },
    close: async () => {
      turns.end()
      for (const stop of stops) stop()
      await turns.idle()
      await mailbox.close()
    },
  })
}
