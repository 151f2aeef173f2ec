import { createAccountKey, type AccountKey } from '../../crypto/index.ts'
import type { DeviceId, PotId } from '../../domain/index.ts'
import type { DeviceLink } from '../../storage/index.ts'
import {
  createLinkAnswer,
  mailboxMessageToBytes,
  parseMailboxMessage,
  verifyLinkAnswer,
  type LinkedPot,
} from '../../sync/index.ts'
import { createEndingTurns } from '../ending-turns.ts'
import type { PotSession } from '../pot-session.ts'
import type { Quits } from '../quits.ts'
import { openMailbox, type Mailbox } from '../sync/mailbox.ts'
import type { RelayPorts } from '../sync/sync-ports.ts'
import { dropLink } from './kept-links.ts'
import { linkedPot } from './linked-pots.ts'
import { openSessions } from './own-devices.ts'

/** Something that goes on until it is closed. */
export interface Telling {
  /** Looks at links and pots anew. */
  readonly look: () => void
  readonly close: () => Promise<void>
}

interface Box {
  readonly link: DeviceLink
  readonly mailbox: Mailbox
  /** What the device was told, in this run or an earlier one. */
  readonly told: Set<string>
  /** Of each pot, what it was when it was last considered: wrapping keys takes a while, and there is news all the time. */
  readonly considered: Map<PotId, string>
}

/** Tells every device that is linked to this one of synced pots in which it has not spoken yet. One that was taken out of any pot is told nothing more. */
export function tellLinked(quits: Quits, ports: RelayPorts): Telling {
  const { identity } = quits
  const { keys } = quits.ports.storage
  const boxes = new Map<DeviceId, Box>()
  const turns = createEndingTurns()
  let isDue = false

  const look = (): void => {
    if (isDue) return
    isDue = true
    turns.queue(async () => {
      isDue = false
      await compare()
    })
  }
  const hear = async ({ link, told }: Box, bytes: Uint8Array): Promise<void> => {
    const message = parseMailboxMessage(bytes)
    if (!message.ok || message.value.type !== 'link-answer') return
    const answer = message.value
    if (answer.to !== link.device || answer.account !== identity.account || !(await verifyLinkAnswer(answer))) return
    for (const pot of answer.pots) told.add(markOf(pot))
  }
  const watch = (link: DeviceLink): Box => {
    const mailbox = openMailbox(ports, { key: link.mailbox, relays: link.relays }, (bytes) =>
      turns.queue(() => hear(box, bytes)),
    )
    const box: Box = { link, mailbox, told: new Set(), considered: new Map() }
    boxes.set(link.device, box)
    mailbox.subscribe(look)
    return box
  }
  const leave = async (device: DeviceId): Promise<void> => {
    const box = boxes.get(device)
    boxes.delete(device)
    await box?.mailbox.close()
  }
  const tell = async (
    { link, mailbox, told, considered }: Box,
    session: PotSession,
    account: AccountKey,
  ): Promise<void> => {
    const access = lacks(session, link.device) ? await session.ports.storage.access.get(session.id) : null
    if (!access?.ok || access.value === null || access.value.relays.length === 0) return
    const { members, keys: inLog } = session.fold().open
    const accounts = [...members.values()].map((member) => member.account)
    const now = [...access.value.relays, access.value.keys.length, ...inLog.keys(), ...accounts].join(' ')
    if (considered.get(session.id) === now) return
    const pot = await linkedPot(session, link)
    if (!pot.ok) return
    considered.set(session.id, now)
    // Without a key nothing at the relays can be read: it is told as soon as there is one.
    if (pot.value === null || pot.value.keys.length === 0) return
    const mark = markOf(pot.value)
    if (told.has(mark)) return
    told.add(mark)
    const answer = await createLinkAnswer({ to: link.device, part: 0, parts: 1, pots: [pot.value] }, account)
    // Not waited for: a relay that is away keeps nobody else from being told.
    void mailbox.post(mailboxMessageToBytes(answer))
  }
  const compare = async (): Promise<void> => {
    const stored = await keys.load()
    if (!stored.ok || stored.value?.account.kind !== 'seed') return
    const { account, links = [] } = stored.value
    const wanted = links.filter(({ device }) => device !== identity.signer.device)
    for (const [device, { link }] of boxes)
      if (!wanted.some(({ mailbox }) => mailbox === link.mailbox)) await leave(device)
    if (wanted.length === 0) return
    const sessions = await openSessions(quits)
    if (!sessions.ok) return
    const person = createAccountKey(account.seed)
    for (const link of wanted) {
      if (sessions.value.some((session) => session.fold().open.revoked.has(link.device))) {
        await dropLink(keys, link.device)
        await leave(link.device)
        continue
      }
      const box = boxes.get(link.device) ?? watch(link)
      // What was told before stands in the mailbox.
      if (!box.mailbox.status().isRead) continue
      for (const session of sessions.value) await tell(box, session, person)
    }
  }

  return {
    look,
    close: async () => {
      turns.end()
      await turns.idle()
      await Promise.all([...boxes.keys()].map(leave))
    },
  }
}

/** Whether this device speaks in a pot and that one has not asked to. */
function lacks({ fold, identity }: PotSession, device: DeviceId): boolean {
  const { claims, devices, revoked } = fold().open
  const own = identity.signer.device
  if (!devices.has(own) || revoked.has(own) || devices.has(device)) return false
  return ![...claims.values()].some((claim) => claim.device === device)
}

/** The same for what says the same: told again is only what has another relay or a further key. */
function markOf({ pot, relays, keys }: LinkedPot): string {
  return [pot, ...relays, ...keys.map(({ id }) => id as string).toSorted((a, b) => (a < b ? -1 : 1))].join(' ')
}
