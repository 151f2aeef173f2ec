import { createFakeFixture } from './fake-fixture.ts'
import { settlementSuite } from './settlement-suite.ts'

settlementSuite('the fake chain', async () => createFakeFixture())
