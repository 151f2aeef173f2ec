// One sample of every state of a transaction: a state that is added and not shown here is a type error.

import type { PendingTransaction, PreparedCall } from '../../app/index.ts'
import type { TransactionView } from '../stores/transaction-view.ts'
import { sampleAddress as address, sampleHash as hash, SAMPLE_ACCOUNT, SAMPLE_UNIT as UNIT } from './sample-facts.ts'
import { sampleFailures, sampleHoldBacks, sampleRefusals } from './sample-refusals.ts'

const estimate: Extract<TransactionView, { readonly kind: 'estimated' }>['estimate'] = {
  fee: UNIT / 700n,
  deposit: UNIT / 80n,
  value: (UNIT * 3n) / 2n,
  weight: { refTime: 1_100_000_000n, proofSize: 54_000n },
  outcome: { kind: 'Done' },
  before: [],
  at: 1_234_560,
}

/** A payment in a token by an account that is told to the contracts in the same transaction. */
const tokenEstimate: typeof estimate = {
  ...estimate,
  value: 0n,
  before: [
    { kind: 'map', deposit: UNIT / 160n },
    { kind: 'approve', token: address('1'), amount: 1_500_000n, weight: estimate.weight, deposit: UNIT / 400n },
  ],
}

/** A call for the sample of this number: each has a place of its own in the list of transactions. */
export function sampleCall(index: number): PreparedCall {
  const leg = { index, payer: address('a'), payee: address('b'), planck: estimate.value, memo: hash('c') }
  return {
    call: {
      to: 'contract',
      contract: address('d'),
      call: { kind: 'pay', group: hash('e'), epoch: 1n, leg, proof: [] },
    },
    genesis: hash('f'),
    payees: [],
    currency: { code: 'DEVUSD', digits: 6 },
  }
}

/** A sample of every state, in the order in which people meet them, then of every reason for those that have reasons. */
export function sampleViews(): readonly TransactionView[] {
  const pending: PendingTransaction = {
    hash: hash('1'),
    genesis: hash('f'),
    account: SAMPLE_ACCOUNT,
    call: sampleCall(0).call,
    nonce: 7,
    validFrom: { number: 1_234_500, hash: hash('2') },
    validUntil: 1_234_564,
    extrinsic: '0x00',
  }
  const at = { number: 1_234_567, hash: hash('3'), extrinsicIndex: 2 }
  const sent = { estimate, pending }
  const failure = { type: 'ContractError', error: { type: 'AlreadyDone' } } as const
  const byKind: { readonly [K in TransactionView['kind']]: TransactionView & { readonly kind: K } } = {
    estimating: { kind: 'estimating' },
    'would fail': {
      kind: 'would fail',
      error: {
        type: 'InsufficientBalance',
        needed: UNIT * 2n,
        available: UNIT,
        parts: { value: UNIT, fee: UNIT / 2n, deposit: UNIT / 4n, minimum: UNIT / 4n },
      },
    },
    'no wallet': { kind: 'no wallet', account: SAMPLE_ACCOUNT },
    'wallet failed': { kind: 'wallet failed', error: { type: 'WalletFailed', wallet: 'talisman', detail: 'locked' } },
    estimated: { kind: 'estimated', estimate },
    'awaiting signature': { kind: 'awaiting signature', estimate },
    'held back': { kind: 'held back', estimate, error: { type: 'AlreadyUnderWay', other: pending } },
    refused: { kind: 'refused', estimate, detail: '1010: Invalid Transaction: stale' },
    broadcast: { kind: 'broadcast', ...sent },
    'in best block': { kind: 'in best block', at, ...sent },
    retracted: { kind: 'retracted', from: at, ...sent },
    unknown: { kind: 'unknown', ...sent },
    'finalized ok': { kind: 'finalized ok', at, ...sent },
    'finalized failed': { kind: 'finalized failed', at, failure, ...sent },
    dropped: { kind: 'dropped', ...sent },
    invalid: { kind: 'invalid', detail: 'Invalid Transaction: payment', ...sent },
    expired: { kind: 'expired', ...sent },
    replaced: { kind: 'replaced', ...sent },
    resumed: { kind: 'resumed', pending },
    'resumed ok': { kind: 'resumed ok', at, pending },
    'resumed failed': { kind: 'resumed failed', at, failure, pending },
    'resumed expired': { kind: 'resumed expired', pending },
    'resumed replaced': { kind: 'resumed replaced', pending },
  }
  return [
    ...Object.values(byKind),
    { kind: 'estimated', estimate: tokenEstimate },
    { kind: 'estimated', estimate: { ...estimate, fee: estimate.fee * 2n }, shown: estimate },
    ...Object.values(sampleRefusals).map((error) => ({ kind: 'would fail', error }) as const),
    ...Object.values(sampleHoldBacks(pending)).map((error) => ({ kind: 'held back', estimate, error }) as const),
    ...Object.values(sampleFailures).map((each) => ({ kind: 'finalized failed', at, failure: each, ...sent }) as const),
  ]
}
