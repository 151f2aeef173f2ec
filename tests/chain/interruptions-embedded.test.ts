import { createEmbeddedFixture } from './embedded-fixture.ts'
import { transactionSuite } from './transaction-suite.ts'

transactionSuite(
  'the embedded chain',
  async () => {
    const fixture = await createEmbeddedFixture()
    let deaths = 0
    return {
      fixture,
      // A block comes with every transaction; one more ends what waits.
      pass: fixture.advance,
      befall: async () => {
        // Once, after the record and before the sending, so much time passes that the transaction expires.
        if (++deaths === 3) await fixture.chain.newBlock(66)
      },
    }
  },
  30,
)
