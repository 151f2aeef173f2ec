import { describe, expect, test } from 'vitest'
import {
  isSettled,
  nextTransaction,
  sendTransaction,
  type CallEstimate,
  type ChainCall,
  type PendingTransaction,
  type TransactionSignal,
  type TransactionState,
} from '../../src/chain/index.ts'
import type { FakeScript } from '../../src/chain/fake/index.ts'
import { attest, attestCall, createGroup, freshHash, must, planOf } from './chain-fixture.ts'
import { createFakeFixture } from './fake-fixture.ts'

const estimate: CallEstimate = {
  fee: 1n,
  deposit: 2n,
  value: 0n,
  weight: { refTime: 1n, proofSize: 1n },
  outcome: { kind: 'Done' },
  before: [],
  at: 1,
}
const pending = { hash: freshHash(), nonce: 3, validUntil: 64 } as PendingTransaction
const error = { type: 'AlreadyUnderWay', other: pending } as const
const at = { number: 5, hash: freshHash(), extrinsicIndex: 1 }

const SIGNALS: readonly TransactionSignal[] = [
  { kind: 'estimate again' },
  { kind: 'estimated', estimate },
  { kind: 'would fail', error: { type: 'DispatchFailed', reason: 'x' } },
  { kind: 'signature asked' },
  { kind: 'signature rejected' },
  { kind: 'refused', detail: 'x' },
  { kind: 'sent', pending },
  { kind: 'in block', at },
  { kind: 'retracted' },
  { kind: 'finalized', at, failure: null },
  { kind: 'dropped' },
  { kind: 'invalid', detail: 'x' },
  { kind: 'expired' },
  { kind: 'replaced' },
  { kind: 'held back', error },
  { kind: 'connection lost' },
]
const sent = { estimate, pending }
const STATES: readonly TransactionState[] = [
  { kind: 'estimating' },
  { kind: 'would fail', error: { type: 'DispatchFailed', reason: 'x' } },
  { kind: 'estimated', estimate },
  { kind: 'awaiting signature', estimate },
  { kind: 'broadcast', ...sent },
  { kind: 'in best block', at, ...sent },
  { kind: 'retracted', from: at, ...sent },
  { kind: 'unknown', ...sent },
  { kind: 'finalized ok', at, ...sent },
  { kind: 'finalized failed', at, failure: { type: 'DispatchFailed', reason: 'x' }, ...sent },
  { kind: 'dropped', ...sent },
  { kind: 'invalid', detail: 'x', ...sent },
  { kind: 'expired', ...sent },
  { kind: 'replaced', ...sent },
  { kind: 'held back', estimate, error },
  { kind: 'refused', estimate, detail: 'x' },
]
type Row = Readonly<Partial<Record<TransactionSignal['kind'], TransactionState['kind']>>>

const afterSending: Row = {
  'in block': 'in best block',
  finalized: 'finalized ok',
  dropped: 'dropped',
  invalid: 'invalid',
  expired: 'expired',
  replaced: 'replaced',
  'connection lost': 'unknown',
}

/** Every transition there is: state -> signal -> state. All others are refused. */
const TRANSITIONS: Readonly<Record<TransactionState['kind'], Row>> = {
  estimating: { estimated: 'estimated', 'would fail': 'would fail' },
  'would fail': { 'estimate again': 'estimating' },
  estimated: { 'estimate again': 'estimating', 'signature asked': 'awaiting signature', 'held back': 'held back' },
  'awaiting signature': {
    'signature rejected': 'estimated',
    refused: 'refused',
    'held back': 'held back',
    sent: 'broadcast',
  },
  broadcast: afterSending,
  'in best block': { ...afterSending, retracted: 'retracted' },
  retracted: afterSending,
  unknown: afterSending,
  refused: { 'estimate again': 'estimating' },
  'held back': { 'estimate again': 'estimating' },
  dropped: afterSending,
  invalid: afterSending,
  'finalized ok': {},
  'finalized failed': {},
  expired: {},
  replaced: {},
}

describe('a transaction goes from state to state by the table, and in no other way', () => {
  for (const state of STATES) {
    test(`from ${state.kind}`, () => {
      for (const signal of SIGNALS) {
        const expected = TRANSITIONS[state.kind][signal.kind]
        const next = nextTransaction(state, signal)
        if (expected === undefined)
          expect(next).toEqual({
            ok: false,
            error: { type: 'IllegalTransition', from: state.kind, signal: signal.kind },
          })
        else expect(must(next).kind).toBe(expected)
      }
    })
  }

  test('only ends are settled; unknown, retracted, and what one node says of its own pool are none', () => {
    const ends = STATES.filter(isSettled).map(({ kind }) => kind)
    expect(ends).toEqual(['finalized ok', 'finalized failed', 'expired', 'replaced', 'held back', 'refused'])
  })

  test('a failure in a finalized block keeps its reason', () => {
    const failure = { type: 'ContractError', error: { type: 'AlreadyDone' } } as const
    const next = must(nextTransaction({ kind: 'in best block', at, ...sent }, { kind: 'finalized', at, failure }))
    expect(next).toEqual({ kind: 'finalized failed', at, failure, ...sent })
  })
})

describe('sent through a chain', () => {
  async function vote(script: FakeScript) {
    const chain = createFakeFixture()
    const { group } = await createGroup(chain, [chain.alice, chain.bob], 2)
    const call = await attestCall(chain, group, planOf(group, 1n, []).proposal)
    chain.fake.script(script)
    const states: TransactionState[] = []
    const end = await sendTransaction(
      chain.port,
      { call, estimate: must(await chain.port.estimate(call, chain.alice.account)), signer: chain.alice.signer },
      (state) => states.push(state),
    )
    return { chain, end, kinds: states.map(({ kind }) => kind), group, call }
  }

  test('a refusal to sign leads back to the estimate and is no error', async () => {
    const { end, kinds } = await vote({ sending: 'rejected by signer' })
    expect(kinds).toEqual(['awaiting signature', 'estimated'])
    expect(end).toMatchObject({ kind: 'estimated', estimate: { fee: 1000n } })
  })

  for (const sending of ['dropped', 'invalid', 'refused'] as const) {
    test(`${sending} by the node is ${sending === 'refused' ? 'an end' : 'none: another node may hold it'}`, async () => {
      const { end } = await vote({ sending })
      expect(end.kind).toBe(sending)
      expect(isSettled(end)).toBe(sending === 'refused')
    })
  }

  test('a lost connection leaves the outcome unknown, and the chain is asked later', async () => {
    const { chain, end } = await vote({ sending: 'connection lost' })
    if (end.kind !== 'unknown') throw new Error(end.kind)
    const found = must(await chain.port.resolve(end.pending))
    if (found === null) throw new Error('nothing found')
    expect(must(nextTransaction(end, found))).toMatchObject({ kind: 'finalized ok', pending: end.pending })
  })

  test('what is taken back with its block is retracted, and may come again', async () => {
    const chain = createFakeFixture({ manual: true })
    chain.fake.finalize()
    const call: ChainCall = { to: 'mapping' }
    const states: string[] = []
    const isSent = Promise.withResolvers<void>()
    const running = sendTransaction(
      chain.port,
      { call, estimate: must(await chain.port.estimate(call, chain.unmapped.account)), signer: chain.unmapped.signer },
      ({ kind }) => {
        states.push(kind)
        if (kind === 'broadcast') isSent.resolve()
      },
    )
    await isSent.promise
    const before = chain.fake.best().number
    chain.fake.mine()
    chain.fake.retractAbove(before)
    chain.fake.mine(2)
    chain.fake.finalize()
    expect((await running).kind).toBe('finalized ok')
    expect(states).toEqual([
      'awaiting signature',
      'broadcast',
      'in best block',
      'retracted',
      'in best block',
      'finalized ok',
    ])
    expect(must(await chain.port.originalAccount(chain.unmapped.address))).toBe(chain.unmapped.account)
  })

  test('a pending transaction whose time has passed is expired; before that nothing is known', async () => {
    const chain = createFakeFixture()
    const head = chain.fake.best()
    const lost: PendingTransaction = {
      hash: freshHash(),
      genesis: chain.genesis,
      account: chain.alice.account,
      call: { to: 'mapping' },
      nonce: 99,
      validFrom: head,
      validUntil: head.number + 10,
      extrinsic: '0x',
    }
    expect(must(await chain.port.resolve(lost))).toBeNull()
    chain.fake.mine(10)
    expect(must(await chain.port.resolve(lost))).toEqual({ kind: 'expired' })
  })

  test('a vote that was overtaken fails in its block with StaleHead', async () => {
    const chain = createFakeFixture()
    const { alice, bob, carol } = chain
    const { group } = await createGroup(chain, [alice, bob, carol], 2)
    const { proposal } = planOf(group, 1n, [])
    const call = await attestCall(chain, group, proposal)
    const late = must(await chain.port.estimate(call, carol.account))
    await attest(chain, group, proposal, [alice, bob])
    const end = await sendTransaction(chain.port, { call, estimate: late, signer: carol.signer })
    expect(end).toMatchObject({
      kind: 'finalized failed',
      failure: { type: 'ContractError', error: { type: 'StaleHead', seq: 2n } },
    })
  })
})
