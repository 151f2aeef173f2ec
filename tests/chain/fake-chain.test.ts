import { createFakeFixture } from './fake-fixture.ts'
import { settlementSuite } from './settlement-suite.ts'

settlementSuite('settlement on the fake chain', async () => createFakeFixture())
