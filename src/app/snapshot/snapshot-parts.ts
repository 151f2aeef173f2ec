// The bytes of a snapshot. Head: 64 bytes of this device's signature over "quits/snapshot/v1" ++ text, then the text: JSON with everything that
// must fit before any of it is used, and the hash of the body. Body: JSON. Both are read by the installation that wrote them and by nobody else.

import { sha256, verifySignature, type EventSigner } from '../../crypto/index.ts'
import {
  bytesToHex,
  type Change,
  concatBytes,
  type Currency,
  type DeviceId,
  type Hex,
  type MemberId,
  type PotId,
  RULEBOOK_VERSION,
} from '../../domain/index.ts'
import type { VerifiedMark } from '../../log/index.ts'
import type { PotSnapshot } from '../../storage/index.ts'
import type { PotGlance } from './pot-glance.ts'
import type { PotOutline } from './pot-outline.ts'

/** A snapshot's head: what was verified, and the pot in a few words. */
export interface SnapshotHead {
  readonly mark: VerifiedMark
  /** Events that the snapshot rests on. */
  readonly events: number
  readonly glance: PotGlance
  /** SHA-256 of the body. */
  readonly body: string
}

/** Whose snapshot, of what, by which software: one that differs in any of these is none. */
export interface SnapshotOrigin {
  readonly pot: PotId
  readonly device: DeviceId
  /** Whose it was: to another person another balance is their own. */
  readonly account: Hex<'AccountKey'>
  readonly build: string
}

const PREFIX = 'quits/snapshot/v1'
const SIGNATURE_BYTES = 64

/** A snapshot, signed by this device. */
export async function snapshotToParts(
  { pot, account, build }: SnapshotOrigin,
  signer: EventSigner,
  { mark, events, glance }: Omit<SnapshotHead, 'body'>,
  outline: PotOutline,
): Promise<PotSnapshot> {
  const body = utf8(JSON.stringify(outlineToJson(outline)))
  const fields = {
    pot,
    device: signer.device,
    account,
    build,
    rulebook: RULEBOOK_VERSION,
    mark,
    events,
    body: hashOf(body),
  }
  const text = utf8(JSON.stringify({ ...fields, glance: { ...glance, mine: glance.mine?.map(changeToJson) ?? null } }))
  return { head: concatBytes(await signer.sign(concatBytes(utf8(PREFIX), text)), text), body }
}

/** What a head says, or null for whatever is not exactly what this installation wrote with this software. */
export async function parseSnapshotHead(
  bytes: Uint8Array,
  { pot, device, account, build }: SnapshotOrigin,
): Promise<SnapshotHead | null> {
  const signature = bytes.slice(0, SIGNATURE_BYTES)
  const text = bytes.slice(SIGNATURE_BYTES)
  if (!(await verifySignature(device, concatBytes(utf8(PREFIX), text), signature))) return null
  // Signed by this device: the shape is that of the software that wrote it, and the software is this one or it is not read.
  const found = JSON.parse(new TextDecoder().decode(text)) as SavedHead
  const isOther = found.pot !== pot || found.device !== device || found.account !== account
  if (isOther || found.build !== build || found.rulebook !== RULEBOOK_VERSION) return null
  const { mark, events, body, glance } = found
  return { mark, events, body, glance: { ...glance, mine: glance.mine?.map(jsonToChange) ?? null } }
}

/** The outline of a body, or null if it is not the one that the head names. */
export function parseSnapshotBody(bytes: Uint8Array, { body }: SnapshotHead): PotOutline | null {
  if (hashOf(bytes) !== body) return null
  const { me, names, nets, currencies, entries } = JSON.parse(new TextDecoder().decode(bytes)) as SavedOutline
  return {
    me,
    nameByMember: new Map(names),
    nets: nets.map(jsonToChange),
    entries: entries.map(([date, title, amount, currency]) => ({
      date,
      title,
      amount: BigInt(amount),
      currency: currencies[currency] as Currency,
    })),
  }
}

type SavedChange = readonly [member: MemberId, code: string, digits: number, amount: string]
type SavedEntry = readonly [date: string, title: string, amount: string, currency: number]

interface SavedHead extends SnapshotOrigin, Omit<SnapshotHead, 'glance'> {
  readonly rulebook: number
  readonly glance: Omit<PotGlance, 'mine'> & { readonly mine: readonly SavedChange[] | null }
}

interface SavedOutline {
  readonly me: MemberId | null
  readonly names: readonly (readonly [MemberId, string])[]
  readonly nets: readonly SavedChange[]
  readonly currencies: readonly Currency[]
  readonly entries: readonly SavedEntry[]
}

function outlineToJson({ me, nameByMember, nets, entries }: PotOutline): SavedOutline {
  const currencies = new Map<string, { readonly index: number; readonly currency: Currency }>()
  const indexOf = (currency: Currency): number => {
    const key = `${currency.code}.${currency.digits}`
    const known = currencies.get(key) ?? { index: currencies.size, currency }
    currencies.set(key, known)
    return known.index
  }
  const rows = entries.map(({ date, title, amount, currency }): SavedEntry => [
    date,
    title,
    `${amount}`,
    indexOf(currency),
  ])
  return {
    me,
    names: [...nameByMember],
    nets: nets.map(changeToJson),
    currencies: [...currencies.values()].map(({ currency }) => currency),
    entries: rows,
  }
}

function changeToJson({ member, currency: { code, digits }, amount }: Change): SavedChange {
  return [member, code, digits, `${amount}`]
}

function jsonToChange([member, code, digits, amount]: SavedChange): Change {
  return { member, currency: { code, digits }, amount: BigInt(amount) }
}

function hashOf(body: Uint8Array): string {
  return bytesToHex(sha256(body))
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
