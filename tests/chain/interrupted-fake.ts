import type { FakeChain } from '../../src/chain/fake/index.ts'
import type { ChainFixture } from './chain-fixture.ts'
import type { InterruptedChain } from './interrupted-world.ts'

/** Lets everything that waits for nothing but its turn go on. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** A fake chain whose blocks vanish, come late or too late, and whose node forgets what it was sent. */
export function interruptedFake(fixture: ChainFixture & { readonly fake: FakeChain }): InterruptedChain {
  const { fake } = fixture
  let passed = 0
  const byHand = async (work: () => Promise<void>): Promise<void> => {
    fake.script({ manual: true })
    await work()
    fake.script({ manual: false })
  }
  const step = async (finalizes: boolean): Promise<void> => {
    await turn()
    fake.mine()
    await turn()
    if (finalizes) fake.finalize()
    await turn()
  }
  return {
    fixture,
    pass: () =>
      byHand(async () => {
        const height = fake.best().number
        await step(false)
        if (++passed % 4 === 0) fake.retractAbove(height)
        await step(true)
      }),
    befall: (random) =>
      byHand(async () => {
        const fate = random(5)
        if (fate === 1) await step(false)
        if (fate === 2) await step(true)
        if (fate === 3) fake.forgetPool()
        if (fate !== 4) return
        if (random(2) === 0) fake.forgetPool()
        fake.mine(70)
        fake.finalize()
      }),
  }
}
