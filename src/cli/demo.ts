// `npm run demo`: the story on the embedded chain, told in numbered sentences. Ends with 1 if anything does not hold.

import { readFile } from 'node:fs/promises'
import { connectChain } from '../chain/polkadot/index.ts'
import { startDevChain } from '../devchain/index.ts'
import type { H160, Hash32 } from '../domain/index.ts'
import { createDevelopmentWallet } from '../wallet/development/index.ts'
import { createNarrator, need } from './demo/narrator.ts'
import { playStory } from './demo/story.ts'

const EXPORT = new URL('../../tests/vectors/splitwise-seven-people.csv', import.meta.url)
const SEVEN = ['Alice', 'Bob', 'Charlie', 'Dave', 'Eve', 'Ferdie', 'Grace']

async function main(): Promise<number> {
  const narrator = createNarrator((line) => console.log(line))
  const chain = await startDevChain()
  try {
    const { contract, url } = chain
    narrator.step(
      `The embedded chain is up at ${url}; the settlement contract is deployed in block ${contract.deployedAt.blockNumber}.`,
    )
    narrator.detail(`contract 0x${contract.address}`)
    const port = need('connecting', await connectChain([url]))
    try {
      const stage = {
        port,
        contract: contract.address as H160,
        knownCode: [contract.codeHash as Hash32],
        wallet: createDevelopmentWallet(SEVEN),
        narrator,
      }
      await playStory(stage, await readFile(EXPORT), url)
    } finally {
      await port.close()
    }
  } finally {
    await chain.close()
  }
  const broken = narrator.broken()
  console.log(
    broken.length === 0 ? '\nEverything held.' : `\n${broken.length} of the checks did not hold: ${broken.join('; ')}.`,
  )
  return broken.length === 0 ? 0 : 1
}

try {
  process.exitCode = await main()
} catch (error) {
  console.error(`The story broke off: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}
