// One of each message and link, for the tests of their bytes.

import {
  createAccountKey,
  createInvitationKey,
  createSeedDeviceKey,
  createSigner,
  type EventSigner,
} from '../../../src/crypto/index.ts'
import type { Hex, PotId } from '../../../src/domain/index.ts'
import {
  createJoinAnswer,
  createJoinRequest,
  createLinkAnswer,
  linkCommitmentOf,
  type InvitationLink,
  type LinkedPot,
  type LinkRequest,
  type MailboxMessage,
  type WrappedPotKey,
} from '../../../src/sync/index.ts'
import { hashOf } from '../../domain/story.ts'

export const POT = hashOf('pot') as string as PotId
const SEED = new Uint8Array(32).fill(7)
export const invitation = createInvitationKey(SEED)
export const account = createAccountKey(new Uint8Array(32).fill(8))

const id = (text: string): never => hashOf(text) as never

/** Keys as they travel. */
export const keys = (count: number): readonly WrappedPotKey[] =>
  Array.from({ length: count }, (_, i) => ({
    id: id(`key ${i}`),
    wrapped: hashOf(`wrap ${i}`).repeat(3).slice(0, 160) as Hex<'WrappedKey'>,
  })).sort((a, b) => (a.id < b.id ? -1 : 1))

export const link: InvitationLink = {
  pot: POT,
  seed: SEED,
  head: id('head'),
  member: id('member'),
  relays: ['wss://relay.example/', 'ws://127.0.0.1:8700'],
}

export const linkSecret = id('secret')
export const linkRequest: LinkRequest = {
  device: id('new device'),
  sealing: id('sealing'),
  mailbox: id('mailbox'),
  commitment: linkCommitmentOf(linkSecret),
  relays: link.relays,
}

const linkedPot = (n: number): LinkedPot => ({
  pot: id(`pot ${n}`),
  salt: id(`salt ${n}`),
  member: id(`member ${n}`),
  certificate: (hashOf('one') + hashOf('two')) as Hex<'Signature'>,
  head: id(`head ${n}`),
  keys: keys(n),
  relays: link.relays.slice(0, n),
})

export const seedSigner = (byte: number): EventSigner =>
  createSigner(createSeedDeviceKey({ bytes: (length) => new Uint8Array(length).fill(byte) }))

/** One of each kind, and some of other sizes. */
export async function messagesOfEachKind(): Promise<readonly MailboxMessage[]> {
  const signer = seedSigner(9)
  const asked = { device: linkRequest.device, sealing: linkRequest.sealing }
  const admitted = { type: 'join-admitted', to: linkRequest.device, salt: id('salt'), head: link.head } as const
  return [
    await createJoinRequest(POT, { ...asked, name: 'Zoë Müller' }, invitation),
    await createJoinAnswer(POT, { ...admitted, keys: keys(3) }, signer),
    await createJoinAnswer(POT, { type: 'join-refused', to: linkRequest.device, reason: 'expired' }, signer),
    { type: 'link-offer', account: account.account, nonce: id('nonce') },
    { type: 'link-secret', secret: linkSecret },
    await createLinkAnswer({ to: linkRequest.device, part: 1, parts: 2, pots: [linkedPot(0), linkedPot(2)] }, account),
    { type: 'link-refused', to: linkRequest.device },
    await createJoinAnswer(POT, { ...admitted, keys: [] }, signer),
    await createLinkAnswer({ to: linkRequest.device, part: 0, parts: 1, pots: [] }, account),
  ]
}
