import { createEmbeddedFixture } from './embedded-fixture.ts'
import { createFakeFixture } from './fake-fixture.ts'
import { firstCallSuite } from './first-call-suite.ts'

firstCallSuite('the fake chain', 'undoes all', async () => createFakeFixture())
firstCallSuite('the embedded chain', 'nothing', createEmbeddedFixture)
