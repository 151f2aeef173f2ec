import { Keyring } from '@polkadot/keyring'
import { cryptoWaitReady, decodeAddress } from '@polkadot/util-crypto'
import { beforeAll, expect, test } from 'vitest'
import { walletBindingBytes } from '../../src/crypto/index.ts'
import { bytesToHex, type AccountId, type Hash32, type Hex, type WalletScheme } from '../../src/domain/index.ts'
import { admitEvents, createEvent, type LaterContent, type RefusalReason } from '../../src/log/index.ts'
import { alice, bindingBody, bob, claiming, fixedPorts, lisbon, type Person } from './people.ts'

let story: Awaited<ReturnType<typeof lisbon>>
const genesis = '45'.repeat(32) as Hash32
beforeAll(async () => {
  await cryptoWaitReady()
  story = await lisbon()
})

/** What a replica says to content that a person signs as their device's next event. */
const sent = async (who: Person, content: LaterContent): Promise<RefusalReason | 'accepted'> => {
  const created = await createEvent(story.replica, who.signer, content, fixedPorts())
  if (!created.ok) throw new Error(created.error.type)
  const fresh = (await lisbon()).replica
  const { accepted, refused } = await admitEvents(fresh, [created.value.stored])
  return accepted.length === 1 ? 'accepted' : (refused[0]?.reason as RefusalReason)
}

const bindingContent = async (scheme: WalletScheme): Promise<Extract<LaterContent, { kind: 'wallet.bound' }>> => {
  const pair = new Keyring({ type: scheme }).addFromUri('//Bob')
  const wallet = bytesToHex(decodeAddress(pair.address)) as AccountId
  const member = story.memberOf(1)
  const bytes = walletBindingBytes({ pot: story.pot, member, account: bob.account.account, genesis })
  const body = await bindingBody(story.pot, member, bob, wallet, genesis, pair.sign(bytes))
  return { kind: 'wallet.bound', body: { ...body, scheme } }
}

test("[ME1] a claim needs the account key's certificate for this pot, member, device and sealing key", async () => {
  const member = story.memberOf(1)
  const content = (await claiming(story.pot, member, bob)) as Extract<LaterContent, { kind: 'member.claimed' }>
  expect(await sent(bob, content)).toBe('accepted')
  const refused = (named = member) => ({ type: 'BadCertificate', member: named })
  expect(await sent(alice, content)).toEqual(refused())
  expect(await sent(bob, { ...content, body: { ...content.body, member: story.memberOf(0) } })).toEqual(
    refused(story.memberOf(0)),
  )
  expect(await sent(bob, { ...content, body: { ...content.body, account: alice.account.account } })).toEqual(refused())
  expect(await sent(bob, { ...content, body: { ...content.body, sealing: alice.account.sealing } })).toEqual(refused())
  const elsewhere = (await claiming('99'.repeat(32) as never, member, bob)) as typeof content
  expect(await sent(bob, elsewhere)).toEqual(refused())
})

for (const scheme of ['sr25519', 'ed25519', 'ecdsa'] as const) {
  test(`[ME7] a binding needs the signatures of the ${scheme} wallet and of the account key`, async () => {
    const content = await bindingContent(scheme)
    const { body } = content
    const changed = (change: Partial<typeof body>): LaterContent => ({ ...content, body: { ...body, ...change } })
    expect(await sent(bob, content)).toBe('accepted')
    const other = await bindingContent('sr25519')
    const zeros = '00'.repeat(64) as Hex<'Signature'>
    expect(await sent(bob, changed({ walletSignature: zeros }))).toEqual({
      type: 'BadWalletSignature',
      member: body.member,
    })
    expect(await sent(bob, changed({ accountSignature: zeros }))).toEqual({
      type: 'BadAccountSignature',
      member: body.member,
    })
    expect(await sent(bob, changed({ genesis: '46'.repeat(32) as Hash32 }))).toEqual({
      type: 'BadAccountSignature',
      member: body.member,
    })
    expect(await sent(bob, changed({ member: story.memberOf(0) }))).toEqual({
      type: 'BadAccountSignature',
      member: story.memberOf(0),
    })
    expect(await sent(bob, changed({ account: alice.account.account }))).toEqual({
      type: 'BadAccountSignature',
      member: body.member,
    })
    if (scheme !== 'sr25519') {
      expect(await sent(bob, changed({ wallet: other.body.wallet }))).toEqual({
        type: 'BadAccountSignature',
        member: body.member,
      })
      expect(await sent(bob, changed({ scheme: 'sr25519' }))).toEqual({
        type: 'BadWalletSignature',
        member: body.member,
      })
    }
  })
}
