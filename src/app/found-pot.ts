import {
  bytesToHex,
  err,
  isNameText,
  potOf,
  type ChainAnchor,
  type Currency,
  type Hash32,
  type MemberId,
  type PotId,
  type Result,
} from '../domain/index.ts'
import { createPot } from '../log/index.ts'
import type { Identity } from './identity.ts'
import { addMember, claimMember, type ActionError } from './pot-actions.ts'
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

/** Founds a pot: its first event, its members, and the founder's own claim. */
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
  const kept = await ports.storage.logs.appendOwn(pot, [genesis.value])
  if (!kept.ok) return kept
  const session = await open(pot)
  if (!session.ok) return session
  for (const [index, name] of names.entries()) {
    const added = await addMember(session.value, name)
    if (!added.ok) return added
    if (index > 0) continue
    const claimed = await claimMember(session.value, added.value.id as string as MemberId)
    if (!claimed.ok) return claimed
  }
  return session
}
