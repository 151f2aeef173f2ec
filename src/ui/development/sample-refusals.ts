// One sample of every reason why a transaction is not signed, not sent, or does nothing: a reason that is added and not shown here is a type error.

import type { HoldBack, PendingTransaction, PreflightError, TransactionFailure } from '../../app/index.ts'
import { sampleAddress as address, sampleHash as hash, SAMPLE_ACCOUNT, SAMPLE_UNIT as UNIT } from './sample-facts.ts'

type ByType<E extends { readonly type: string }> = { readonly [K in E['type']]: Extract<E, { readonly type: K }> }

const chain = 'Sample chain'
const token = address('1')
const contract = address('d')
const endpoint = 'wss://node.example'
const unreached = { type: 'Disconnected', endpoint, detail: 'connection refused' } as const
const elsewhere = { type: 'WrongGenesis', expected: hash('f'), found: hash('9'), chain } as const
const replayable = { type: 'ReplayableOnLiveChain', chain, genesis: hash('f') } as const
const noContracts = { type: 'ReviveMissing', chain, missing: ['revive.call'] } as const
const unknownBlock = { type: 'UnknownBlock', block: 1_234_567 } as const
const pruned = { type: 'StatePruned', block: 1_234_567 } as const
const altered = { type: 'HeaderAltered', block: hash('3') } as const
const unknownToken = { type: 'UnknownToken', token } as const
const unreadable = { type: 'UnreadableEvent', contract, block: hash('3'), detail: 'it ends too early' } as const
const nonsense = { type: 'BadAnswer', asked: 'the balance', detail: 'it is no number' } as const
const overtaken = { type: 'ContractError', error: { type: 'StaleHead', seq: 4n, head: hash('7') } } as const
const refused = { type: 'DispatchFailed', reason: 'Revive.OutOfGas' } as const

/** Whatever is found before signing. */
export const sampleRefusals: ByType<PreflightError> = {
  WrongGenesis: elsewhere,
  ReplayableOnLiveChain: replayable,
  ReviveMissing: noContracts,
  UnknownCode: { type: 'UnknownCode', contract, found: hash('8'), known: [hash('0')] },
  WrongRatio: { type: 'WrongRatio', contract: 1n, chain: 1_000_000n },
  PayeeNotMapped: { type: 'PayeeNotMapped', address: address('b'), account: SAMPLE_ACCOUNT },
  PayeeIsAnother: {
    type: 'PayeeIsAnother',
    address: address('b'),
    expected: SAMPLE_ACCOUNT,
    found: 'ab'.repeat(32) as typeof SAMPLE_ACCOUNT,
  },
  WrongToken: { type: 'WrongToken', contract, expected: token, found: address('2') },
  WrongCurrency: {
    type: 'WrongCurrency',
    contract,
    expected: { code: 'DEVUSD', digits: 6 },
    found: { code: 'DEVUSD', digits: 3 },
  },
  ContractError: overtaken,
  CallerNotMapped: { type: 'CallerNotMapped', account: SAMPLE_ACCOUNT },
  InsufficientBalance: {
    type: 'InsufficientBalance',
    needed: UNIT / 700n + UNIT / 80n + UNIT / 100n,
    available: UNIT / 900n,
    parts: { value: 0n, fee: UNIT / 700n, deposit: UNIT / 80n, minimum: UNIT / 100n },
  },
  InsufficientToken: { type: 'InsufficientToken', token, needed: 1_500_000n, available: 20_000n },
  TokenRefused: { type: 'TokenRefused', token, reason: 'Assets.Frozen' },
  BatchMissing: { type: 'BatchMissing', chain },
  DispatchFailed: refused,
  Disconnected: unreached,
  UnknownBlock: unknownBlock,
  StatePruned: pruned,
  HeaderAltered: altered,
  UnknownToken: unknownToken,
  UnreadableEvent: unreadable,
  BadAnswer: nonsense,
}

/** Whatever keeps a checked transaction from being sent. */
export function sampleHoldBacks(other: PendingTransaction): ByType<HoldBack> {
  return {
    AlreadyUnderWay: { type: 'AlreadyUnderWay', other },
    NotOnRecord: { type: 'NotOnRecord', detail: 'QuotaExceeded' },
    WrongGenesis: elsewhere,
    ReplayableOnLiveChain: replayable,
    ReviveMissing: noContracts,
    Disconnected: unreached,
    UnknownBlock: unknownBlock,
    StatePruned: pruned,
    HeaderAltered: altered,
    UnknownToken: unknownToken,
    UnreadableEvent: unreadable,
    BadAnswer: nonsense,
  }
}

/** Whatever becomes of a transaction that is in a block and did nothing. */
export const sampleFailures: ByType<TransactionFailure> = { ContractError: overtaken, DispatchFailed: refused }
