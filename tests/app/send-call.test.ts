import { expect, test } from 'vitest'
import { checkCall, resumePending, sendCall, type PreparedCall } from '../../src/app/index.ts'
import { createFakeChain, type FakeScript } from '../../src/chain/fake/index.ts'
import { accountIdToH160, err, ok, type H160, type Hash32 } from '../../src/domain/index.ts'
import { createDevelopmentWallet } from '../../src/wallet/development/index.ts'
import type { WalletAccount } from '../../src/wallet/index.ts'
import type { CallEstimate, ChainPort } from '../../src/chain/index.ts'
import { attest, attestCall, createGroup, legOf, planOf } from '../chain/chain-fixture.ts'
import { createFakeFixture } from '../chain/fake-fixture.ts'
import { createFakeTokenFixture } from '../chain/token-fixture.ts'
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

test('what was checked on one chain is not signed on another, nor on a fork, nor on nobody knows which', async () => {
  const { fake, quits, prepared, estimate, signer } = await aliceOnAChain({})
  let asked = 0
  const counting = { ...signer, custody: 'browser wallet' as const }
  const wallet = { ...fake.port, submit: async () => void asked++ }
  const sendTo = async (facts: typeof fake.port.facts) => {
    const port = { ...wallet, facts }
    const end = await sendCall(quits.ports, port, prepared, estimate, counting, () => {})
    return end.kind === 'held back' ? end.error.type : end.kind
  }
  const facts = { ...must(await fake.port.facts()), offersDev: false }
  const other = { ...facts, genesis: '77'.repeat(32) as Hash32 }
  expect(await sendTo(async () => ok(other))).toBe('WrongGenesis')
  expect(await sendTo(async () => ok({ ...facts, offersDev: true }))).toBe('ReplayableOnLiveChain')
  expect(await sendTo(async () => err({ type: 'Disconnected', endpoint: '', detail: '' }))).toBe('Disconnected')
  expect(asked).toBe(0)
  await sendTo(async () => ok(facts))
  expect(asked).toBe(1)
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

test('what is on record names the token that it pays in, though nobody had to know it before', async () => {
  const chain = createFakeTokenFixture()
  const { alice, bob, contract, token, genesis, port } = chain
  const quits = await createInstallation([...chain.knownCode], port)
  const { group } = await createGroup(chain, [alice, bob], 2)
  const leg = legOf(0, alice, bob, 1_000_000n)
  const plan = planOf(group, 1n, [leg])
  await attest(chain, group, plan.proposal, [alice, bob])
  const prepared: PreparedCall = {
    call: { to: 'contract', contract, call: { kind: 'pay', group, epoch: 1n, leg, proof: plan.proofs[0] ?? [] } },
    genesis,
    payees: [],
    currency: { code: chain.code, digits: chain.digits },
  }
  const { ports } = quits
  const estimate = must(await checkCall(ports, port, prepared, alice.account, 'development key'))
  expect(estimate).toMatchObject({ value: 0n, before: [{ kind: 'approve', token, amount: leg.planck }] })
  chain.fake.script({ manual: true })
  const sending = sendCall(ports, port, prepared, estimate, alice.signer, () => {})
  await expect.poll(async () => must(await ports.storage.pending.list()).length).toBe(1)
  const [kept] = must(await ports.storage.pending.list())
  expect(kept?.call).toMatchObject({ call: { kind: 'pay', token } })
  chain.fake.mine()
  chain.fake.finalize()
  expect((await sending).kind).toBe('finalized ok')
  expect(must(await port.tokenBalance(token, alice.account))).toBe(10_000_000_000n - leg.planck)
})

/** Alice's vote, estimated, and a wallet that counts how often it is asked; `change` is what the node says of costs later. */
async function voteToBeSent() {
  const chain = createFakeFixture()
  const { alice, bob, genesis, port, fake } = chain
  const quits = await createInstallation([...chain.knownCode], port)
  const { group } = await createGroup(chain, [alice, bob], 2)
  const plan = planOf(group, 1n, [])
  const prepared: PreparedCall = { call: await attestCall(chain, group, plan.proposal), genesis, payees: [] }
  const estimate = must(await checkCall(quits.ports, port, prepared, alice.account, 'development key'))
  let asked = 0
  let rehearsed = 0
  let change = (now: CallEstimate): CallEstimate => now
  const through: ChainPort = {
    ...port,
    submit: async (...args) => {
      asked++
      return port.submit(...args)
    },
    estimate: async (...args) => {
      rehearsed++
      const found = await port.estimate(...args)
      return found.ok ? ok(change(found.value)) : found
    },
  }
  const states: string[] = []
  return {
    ...chain,
    group,
    plan,
    estimate,
    states,
    counted: () => ({ asked, rehearsed }),
    cost: (next: typeof change) => {
      change = next
    },
    wait: (blocks: number) => fake.mine(blocks),
    send: (shown: CallEstimate = estimate) =>
      sendCall(quits.ports, through, prepared, shown, alice.signer, ({ kind }) => states.push(kind)),
  }
}

test('an estimate that has just been shown is taken at its word; after some blocks the call is rehearsed again', async () => {
  const young = await voteToBeSent()
  young.wait(2)
  expect((await young.send()).kind).toBe('finalized ok')
  expect(young.counted()).toEqual({ asked: 1, rehearsed: 0 })
  expect(young.states[0]).toBe('awaiting signature')

  const old = await voteToBeSent()
  old.wait(3)
  const end = await old.send()
  expect(end).toMatchObject({ kind: 'finalized ok', estimate: { at: old.estimate.at + 3 } })
  expect(old.counted()).toEqual({ asked: 1, rehearsed: 1 })
  expect(old.states.slice(0, 2)).toEqual(['estimating', 'awaiting signature'])
})

test('a call that would fail by now is not signed: the wallet is not asked, and no fee is paid', async () => {
  const vote = await voteToBeSent()
  const { alice, bob, port, group, plan } = vote
  await attest(vote, group, plan.proposal, [bob])
  // Alice votes from elsewhere, so the group moves on.
  await attest(vote, group, plan.proposal, [alice])
  vote.wait(3)
  const before = must(await port.balance(alice.account))
  expect(await vote.send()).toMatchObject({
    kind: 'would fail',
    error: { type: 'ContractError', error: { type: 'StaleHead' } },
  })
  expect(vote.counted().asked).toBe(0)
  expect(must(await port.balance(alice.account))).toBe(before)
})

test('what costs noticeably more than was shown, or does more, is shown again before the wallet is asked', async () => {
  const dearer: readonly ((now: CallEstimate) => CallEstimate)[] = [
    (now) => ({ ...now, fee: (now.fee * 12n) / 10n }),
    (now) => ({ ...now, deposit: 1n }),
    (now) => ({ ...now, before: [{ kind: 'map', deposit: 0n }] }),
  ]
  for (const change of dearer) {
    const vote = await voteToBeSent()
    vote.cost(change)
    vote.wait(3)
    const held = await vote.send()
    if (held.kind !== 'estimated') throw new Error(held.kind)
    expect(held).toEqual({
      kind: 'estimated',
      estimate: change({ ...vote.estimate, at: vote.estimate.at + 3 }),
      shown: vote.estimate,
    })
    expect(vote.counted().asked).toBe(0)
    // The new words were seen.
    expect((await vote.send({ ...held.estimate, before: [] })).kind).toBe('finalized ok')
    expect(vote.counted().asked).toBe(1)
  }
})

test('what costs a little more, or less, is signed with the new limits', async () => {
  for (const fee of [1_100n, 10n]) {
    const vote = await voteToBeSent()
    vote.cost((now) => ({ ...now, fee }))
    vote.wait(3)
    expect(await vote.send()).toMatchObject({ kind: 'finalized ok', estimate: { fee } })
  }
})
