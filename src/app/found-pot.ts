import {
  bytesToHex,
  err,
  isNameText,
  ok,
  potOf,
  type ChainAnchor,
  type Currency,
  type Hash32,
  type MemberId,
  type PotId,
  type Result,
} from '../domain/index.ts'
import { createPot, type SignedEvent } from '../log/index.ts'
import { createMemoryStorage } from '../storage/index.ts'
import type { Identity } from './identity.ts'
import { openPotSession } from './session/open-pot-session.ts'
import type { ActionError } from './action-error.ts'
import { claimMember } from './claim-actions.ts'
import { addMember } from './member-actions.ts'
import type { PotSession, SessionPorts, WriteError } from './pot-session.ts'

/** What it takes to found a pot. */
export interface PotDraft {
  readonly title: string
  readonly currency: Currency
  /** The founder's own name, and the names of the others. */
  readonly you: string
  readonly others: readonly string[]
  readonly chain: ChainAnchor | null
}

/** Why a pot could not be founded. */
export type FoundError = ActionError | { readonly type: 'BadTitle'; readonly title: string }

/** Founds a pot: its first event, its members, and the founder's own claim, kept in one write: nobody ever finds a pot with some of its people. */
export async function foundPot(
  ports: SessionPorts,
  identity: Identity,
  { title, currency, you, others, chain }: PotDraft,
  open: (pot: PotId) => Promise<Result<PotSession, WriteError>>,
): Promise<Result<PotSession, FoundError>> {
  // The founder's claim needs their account's certificate.
  if (!identity.holdsAccount) return err({ type: 'AccountElsewhere' })
  const clean = title.trim().normalize('NFC')
  if (!isNameText(clean)) return err({ type: 'BadTitle', title })
  const names = [you, ...others].map((name) => name.trim().normalize('NFC'))
  const bad = names.find((name) => !isNameText(name))
  if (bad !== undefined) return err({ type: 'BadName', name: bad })
  const repeated = names.find((name, index) => names.indexOf(name) !== index)
  if (repeated !== undefined) return err({ type: 'NameInUse', name: repeated })
  const salt = bytesToHex(ports.random.bytes(32)) as Hash32
  const genesis = await createPot(identity.signer, { title: clean, salt, currency, chain }, ports)
  if (!genesis.ok) return genesis
  const pot = potOf(genesis.value.event)
  const founding = await foundInMemory(ports, identity, genesis.value, names)
  if (!founding.ok) return founding
  const kept = await ports.storage.logs.appendOwn(pot, founding.value)
  return kept.ok ? open(pot) : kept
}

/** All events of a founding, in the order of the device's chain, kept nowhere yet. */
async function foundInMemory(
  { clock, random, storage }: SessionPorts,
  identity: Identity,
  genesis: SignedEvent,
  names: readonly string[],
): Promise<Result<readonly SignedEvent[], FoundError>> {
  const { logs } = createMemoryStorage()
  const pot = potOf(genesis.event)
  await logs.append(pot, [genesis])
  const session = await openPotSession({ clock, random, storage: { ...storage, logs } }, identity, pot)
  if (!session.ok) return session
  for (const [index, name] of names.entries()) {
    const added = await addMember(session.value, name)
    if (!added.ok) return added
    if (index > 0) continue
    const claimed = await claimMember(session.value, added.value.id as string as MemberId)
    if (!claimed.ok) return claimed
  }
  const events = [...session.value.log().events.values()]
  session.value.close()
  return ok(events)
}
