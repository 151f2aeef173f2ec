// A process of its own, run by a test: it must end by itself.
import { startDevChain } from '../../src/devchain/index.ts'

const executors = ['native', 'interpreted'] as const
const chains = await Promise.all(executors.map((executor) => startDevChain({ executor, contract: 'none' })))
await Promise.all(chains.map((chain) => chain.newBlock()))
console.log(chains.map((chain) => chain.head().number).join(','))
await Promise.all(chains.map((chain) => chain.close()))
