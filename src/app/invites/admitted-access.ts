import { wrapBoundBytes } from '../../crypto/index.ts'
import { equalBytes, hexToBytes } from '../../domain/index.ts'
import type { PotAccess } from '../../storage/index.ts'
import { MAX_RELAYS, type InvitationLink, type JoinAdmitted } from '../../sync/index.ts'
import type { Identity } from '../identity.ts'

/** How a pot is met after a member's device let this one in; null when that says nothing new, or nothing that opens here. */
export async function admittedAccess(
  identity: Identity,
  link: InvitationLink,
  before: PotAccess | null,
  answer: JoinAdmitted,
): Promise<PotAccess | null> {
  const { pot, head, member } = link
  const keys = await openKeys(identity, link, answer)
  if (keys.length === 0) return null
  const known = before?.salt === answer.salt ? before.keys : []
  const fresh = keys.filter(({ id, key }) => !known.some((each) => each.id === id && equalBytes(each.key, key)))
  const others = before?.relays ?? []
  if (before !== null && fresh.length === 0 && others.length > 0) return null
  return {
    pot,
    salt: answer.salt,
    relays: [...new Set([...others, ...link.relays])].slice(0, MAX_RELAYS),
    keys: [...known, ...fresh],
    head,
    // What a linked device was given to say who it is stays.
    claim: before?.claim ?? (member === null ? null : { member, certificate: null }),
  }
}

/** The keys of an answer that open for this device. */
async function openKeys(
  { signer, unwrap }: Identity,
  { pot }: InvitationLink,
  { keys }: JoinAdmitted,
): Promise<PotAccess['keys']> {
  const to = signer.device
  const opened = await Promise.all(
    keys.map(async ({ id, wrapped }) => {
      const key = await unwrap(hexToBytes(wrapped), wrapBoundBytes({ pot, from: id, to }))
      return key === null ? [] : [{ id, key }]
    }),
  )
  return opened.flat()
}
