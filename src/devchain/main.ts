// `npm run chain`: the embedded chain alone, for people.
import { parseArgs } from 'node:util'
import type { DevChain, DevChainOptions } from './dev-chain.ts'
import { readExecutor } from './read-executor.ts'
import { readNumber } from './read-number.ts'
import { runUntilInterrupted } from './run-until-interrupted.ts'

const help = `Starts the embedded chain, with the settlement contract and funded development accounts.

Usage: npm run chain -- [options]
  --port <number>      the port to listen on (9944); 0 takes any free one
  --interval <ms>      a block every so often; otherwise one for each transaction
  --executor <which>   native (fast) or interpreted (Chopsticks' own)
  --help               this text`

const start = async (): Promise<() => Promise<void>> => {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '9944' },
      interval: { type: 'string' },
      executor: { type: 'string', default: 'native' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    console.log(help)
    process.exit(0)
  }
  const options: DevChainOptions = {
    port: readNumber('--port', values.port, { min: 0, max: 65_535 }),
    blocks:
      values.interval === undefined
        ? 'instant'
        : { everyMs: readNumber('--interval', values.interval, { min: 50, max: 3_600_000 }) },
    executor: readExecutor(values.executor),
  }
  const { startDevChain } = await import('./start-dev-chain.ts') // a second of loading, which help and mistakes need not wait for
  const chain = await startDevChain(options)
  console.log(describe(chain).join('\n'))
  return chain.close
}

const describe = ({ url, genesisHash, contract, tokenContract, accounts }: DevChain): readonly string[] => [
  ...Object.entries({
    RPC: url,
    Genesis: `0x${genesisHash}`,
    Contract: `0x${contract.address}`,
    ...(tokenContract && { TokenContract: `0x${tokenContract.address}` }),
    Code: `0x${contract.codeHash}`,
    Deployed: `block ${contract.deployedAt.blockNumber}, 0x${contract.deployedAt.blockHash}`,
    Explorer: `https://polkadot.js.org/apps/?rpc=${encodeURIComponent(url)}#/explorer/query/0x${contract.deployedAt.blockHash}`,
  }).map(([name, value]) => name.padEnd(15) + value),
  '',
  'Development accounts, for anyone to use:',
  ...accounts.map(
    ({ uri, address, h160, isMapped }) =>
      `  ${uri.padEnd(10)} ${address}  0x${h160}${isMapped ? '' : '  (not mapped)'}`,
  ),
  '',
  'Ctrl-C stops the chain.',
]

await runUntilInterrupted(start)
