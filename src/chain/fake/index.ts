export { createFakeChain, type FakeChain, type FakeChainOptions } from './fake-chain.ts'
export { FAKE_DEPOSIT, FAKE_FEE, type FakeContract } from './fake-ledger.ts'
export type { FakeScript } from './fake-script.ts'
