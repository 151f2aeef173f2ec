import { expect, test } from 'vitest'
import { checkCall, resumePending, sendCall, type PreparedCall } from '../../src/app/index.ts'
import { createFakeChain, type FakeScript } from '../../src/chain/fake/index.ts'
import { accountIdToH160, err, type H160, type Hash32 } from '../../src/domain/index.ts'
import { createDevelopmentWallet } from '../../src/wallet/development/index.ts'
import type { WalletAccount } from '../../src/wallet/index.ts'
import { createInstallation, must } from './people.ts'

const CODE = 'cd'.repeat(32) as Hash32

/** Alice on a fake chain whose blocks come when they are asked for, and a group that she could create. */
async function aliceOnAChain(script: FakeScript) {
  const wallet = createDevelopmentWallet(['Alice'])
  const [account] = must(await wallet.connect('development')) as [WalletAccount]
  const address = accountIdToH160(account.account)
  const contract = { address: 'c0'.repeat(20) as H160, codeHash: CODE, ratio: 1_000_000n }
  const accounts = [{ account: account.account, planck: 10n ** 18n }]
  const fake = createFakeChain({ accounts, mapped: new Map([[address, account.account]]), contract, manual: true })
  fake.script(script)
  const quits = await createInstallation([CODE], fake.port)
  const prepared: PreparedCall = {
    call: {
      to: 'contract',
      contract: contract.address,
      call: { kind: 'createGroup', salt: '01'.repeat(32) as Hash32, members: [address], quorum: 1 },
    },
    genesis: must(await fake.port.facts()).genesis,
    payees: [],
  }
  const signer = must(await wallet.signer(account))
  const estimate = must(await checkCall(quits.ports, fake.port, prepared, account.account, signer.custody))
  const send = () => sendCall(quits.ports, fake.port, prepared, estimate, signer, () => {})
  const pending = async () => must(await quits.ports.storage.pending.list())
  return { fake, quits, prepared, estimate, signer, send, pending }
}

test('a transaction is on record from before it is sent until its end is known', async () => {
  const { fake, send, pending } = await aliceOnAChain({})
  const sending = send()
  await expect.poll(async () => (await pending()).length).toBe(1)
  fake.mine()
  fake.finalize()
  expect((await sending).kind).toBe('finalized ok')
  expect(await pending()).toEqual([])
})

test('after a lost connection the record stays, and the chain says later what became of it', async () => {
  const { fake, quits, send, pending } = await aliceOnAChain({ sending: 'connection lost' })
  expect((await send()).kind).toBe('unknown')
  const [kept] = await pending()
  if (!kept) throw new Error('nothing is on record')
  expect(await resumePending(quits.ports, fake.port, kept)).toEqual({ ok: true, value: null })
  expect(await pending()).toEqual([kept])
  fake.mine()
  fake.finalize()
  expect(await resumePending(quits.ports, fake.port, kept)).toMatchObject({
    ok: true,
    value: { kind: 'finalized', failure: null },
  })
  expect(await pending()).toEqual([])
})

test('a refusal to sign leaves nothing on record and the estimate as it was', async () => {
  const { send, pending } = await aliceOnAChain({ sending: 'rejected by signer' })
  expect((await send()).kind).toBe('estimated')
  expect(await pending()).toEqual([])
})

test('what cannot be put on record is not sent', async () => {
  const { fake, quits, prepared, estimate, signer } = await aliceOnAChain({})
  const { storage } = quits.ports
  const pending = { ...storage.pending, add: async () => err({ type: 'QuotaExceeded' } as const) }
  const before = must(await fake.port.balance(signer.account))
  const end = await sendCall({ storage: { ...storage, pending } }, fake.port, prepared, estimate, signer, () => {})
  expect(end).toMatchObject({ kind: 'held back', error: { type: 'NotOnRecord', detail: 'QuotaExceeded' } })
  fake.mine()
  expect(must(await fake.port.balance(signer.account))).toBe(before)
})

test('while one is under way no second signature is asked for; a dropped one is under way until the chain says otherwise', async () => {
  const { fake, quits, send, pending } = await aliceOnAChain({ sending: 'dropped' })
  expect((await send()).kind).toBe('dropped')
  const [kept] = await pending()
  if (!kept) throw new Error('nothing is on record')
  fake.script({ sending: 'normal' })
  expect(await send()).toMatchObject({ kind: 'held back', error: { type: 'AlreadyUnderWay', other: kept } })
  fake.mine(64)
  fake.finalize()
  expect(await resumePending(quits.ports, fake.port, kept)).toEqual({ ok: true, value: { kind: 'expired' } })
  expect(await pending()).toEqual([])
})
