import { createEmbeddedFixture } from './embedded-fixture.ts'
import { settlementSuite } from './settlement-suite.ts'

settlementSuite('a fork of the embedded chain', () => createEmbeddedFixture('fork'))
