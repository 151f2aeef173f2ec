import type { DevChain } from '../../src/devchain/index.ts'
import type { ChainFixture } from './chain-fixture.ts'
import { createEmbeddedFixture } from './embedded-fixture.ts'
import type { InterruptedChain } from './interrupted-world.ts'
import { createEmbeddedTokenFixture } from './token-fixture.ts'
import { transactionSuite } from './transaction-suite.ts'

function interrupted(fixture: ChainFixture & { readonly chain: DevChain }): InterruptedChain {
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
}

transactionSuite('the embedded chain', async () => interrupted(await createEmbeddedFixture()), 30)
transactionSuite('the embedded chain, paid in a token', async () => interrupted(await createEmbeddedTokenFixture()), 30)
