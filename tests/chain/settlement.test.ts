import { createEmbeddedFixture } from './embedded-fixture.ts'
import { settlementSuite } from './settlement-suite.ts'

settlementSuite('settlement on the embedded chain', createEmbeddedFixture)
