import { createEmbeddedTokenFixture, createFakeTokenFixture } from './token-fixture.ts'
import { tokenSuite } from './token-suite.ts'

tokenSuite('the fake chain', async () => createFakeTokenFixture())
tokenSuite('the embedded chain', createEmbeddedTokenFixture)
