export { createFakeChain, type FakeChain, type FakeChainOptions, type FakeScript } from './fake-chain.ts'
export { FAKE_DEPOSIT, FAKE_FEE, type FakeContract } from './fake-ledger.ts'
