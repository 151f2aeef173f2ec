// While the app runs, this device looks into the mailboxes of a pot's invitations and answers who asks to be let in. The one that invited answers at
// once; the others give it a while, and stay silent when somebody was answered.

import { inviteState, type DeviceId, type EventId, type Hex, type Invite } from '../../domain/index.ts'
import {
  mailboxMessageToBytes,
  parseMailboxMessage,
  verifyJoinAnswer,
  type JoinAnswer,
  type JoinRequest,
} from '../../sync/index.ts'
import { createEndingTurns } from '../ending-turns.ts'
import type { PotSession } from '../pot-session.ts'
import type { Mailbox, MailboxAccess } from '../sync/mailbox.ts'
import type { PotKeyError } from '../sync/pot-keys.ts'
import { createTurns } from '../turns.ts'
import { answerRequest } from './answer-request.ts'
import { confirmInvited } from './confirm-invited.ts'

/** What answering needs from outside. */
export interface AnswerPorts {
  readonly openMailbox: (access: MailboxAccess, onMessage: (message: Uint8Array) => void) => Mailbox
  /** Resolves after so long. */
  readonly wait: (ms: number) => Promise<void>
  /** Told why somebody could not be let in by this device. */
  readonly onFault?: (error: PotKeyError) => void
}

/** How many open invitations are looked after at once, and how many that are over, so that who comes late is told. */
const OPEN_MAILBOXES = 12
const CLOSED_MAILBOXES = 4
/** What the device that invited has before others answer in its place. */
const OTHERS_WAIT_MS = 3000
/** One device is answered once in so many seconds, and a mailbox so often in all, whatever is sent. */
const AGAIN_AFTER_SECONDS = 5
const MAX_ANSWERS = 256

interface Watched {
  readonly mailbox: Mailbox
  /** Requests that came before the mailbox was read to its end: who was answered then is not answered again. */
  readonly backlog: Map<DeviceId, JoinRequest>
  /** When a device was last answered, by anybody. */
  readonly answered: Map<DeviceId, number>
  isRead: boolean
  answers: number
}

/** Answers until it is closed. */
export function answerRequests(session: PotSession, ports: AnswerPorts): { readonly close: () => Promise<void> } {
  const watched = new Map<EventId, Watched>()
  const turns = createEndingTurns()
  const now = (): number => session.ports.clock.now()

  const answer = async (id: EventId, box: Watched, request: JoinRequest): Promise<void> => {
    const last = box.answered.get(request.device)
    if (box.answers >= MAX_ANSWERS || (last !== undefined && now() - last < AGAIN_AFTER_SECONDS)) return
    const answered = await answerRequest(session, id, request)
    if (!answered.ok) return ports.onFault?.(answered.error)
    if (answered.value === null) return
    box.answers++
    box.answered.set(request.device, now())
    // Not waited for: a relay that is away must not keep other mailboxes from being answered.
    void box.mailbox.post(mailboxMessageToBytes(answered.value))
  }
  const take = (id: EventId, box: Watched, request: JoinRequest): void => {
    const isOwn = session.fold().open.invites.get(id)?.event.device === session.identity.signer.device
    if (isOwn) return turns.queue(() => answer(id, box, request))
    void ports.wait(OTHERS_WAIT_MS).then(() => turns.queue(() => answer(id, box, request)))
  }
  /** Whether an answer is one by a member's device: whoever else has the link could keep people out by answering them first. */
  const isMembers = async (said: JoinAnswer): Promise<boolean> => {
    const { devices, revoked } = session.fold().open
    return devices.has(said.by) && !revoked.has(said.by) && (await verifyJoinAnswer(session.id, said))
  }
  const hear = async (id: EventId, box: Watched, message: Uint8Array): Promise<void> => {
    const parsed = parseMailboxMessage(message)
    if (!parsed.ok) return
    const said = parsed.value
    if (said.type === 'join-admitted' || said.type === 'join-refused') {
      if (!(await isMembers(said))) return
      if (box.isRead) box.answered.set(said.to, now())
      box.backlog.delete(said.to)
    } else if (said.type === 'join-request') {
      if (box.isRead) take(id, box, said)
      else box.backlog.set(said.device, said)
    }
  }
  const watch = (id: EventId, key: Hex<'MailboxKey'>, relays: readonly string[]): void => {
    const heard = createTurns()
    const mailbox = ports.openMailbox({ key, relays }, (message) => heard.queue(() => hear(id, box, message)))
    const box: Watched = { mailbox, backlog: new Map(), answered: new Map(), isRead: false, answers: 0 }
    const look = (): void => {
      if (box.isRead || !mailbox.status().isRead) return
      box.isRead = true
      heard.queue(() => {
        for (const request of box.backlog.values()) take(id, box, request)
        box.backlog.clear()
      })
    }
    watched.set(id, box)
    mailbox.subscribe(look)
    look()
  }
  const refresh = async (): Promise<void> => {
    await confirmInvited(session)
    const access = await session.ports.storage.access.get(session.id)
    const relays = access.ok ? (access.value?.relays ?? []) : []
    const wanted = relays.length === 0 ? [] : wantedInvites(session)
    for (const [id, { mailbox }] of watched)
      if (!wanted.some(({ event }) => event.id === id)) {
        watched.delete(id)
        void mailbox.close()
      }
    for (const { event } of wanted) if (!watched.has(event.id)) watch(event.id, event.body.mailbox, relays)
  }

  turns.queue(refresh)
  const stop = session.subscribe(() => turns.queue(refresh))
  return {
    close: async () => {
      turns.end()
      stop()
      await turns.idle()
      await Promise.all([...watched.values()].map(({ mailbox }) => mailbox.close()))
    },
  }
}

/** The newest invitations that are open, and the newest of the others. */
function wantedInvites(session: PotSession): readonly Invite[] {
  const { open } = session.fold()
  const { device } = session.identity.signer
  if (!open.devices.has(device) || open.revoked.has(device)) return []
  const newest = [...open.invites.values()].toReversed()
  const isOpen = (invite: Invite): boolean => inviteState(open, invite, session.ports.clock.now()) === 'open'
  return [
    ...newest.filter(isOpen).slice(0, OPEN_MAILBOXES),
    ...newest.filter((invite) => !isOpen(invite)).slice(0, CLOSED_MAILBOXES),
  ]
}
