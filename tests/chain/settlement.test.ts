import { createEmbeddedFixture } from './embedded-fixture.ts'
import { settlementSuite } from './settlement-suite.ts'

settlementSuite('the embedded chain', () => createEmbeddedFixture())
