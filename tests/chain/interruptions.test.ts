import { createFakeFixture } from './fake-fixture.ts'
import { interruptedFake } from './interrupted-fake.ts'
import { createFakeTokenFixture } from './token-fixture.ts'
import { transactionSuite } from './transaction-suite.ts'

transactionSuite('the fake chain', async () => interruptedFake(createFakeFixture()), 1000)
transactionSuite('the fake chain, paid in a token', async () => interruptedFake(createFakeTokenFixture()), 300)
