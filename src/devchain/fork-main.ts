// `npm run fork`: a copy of a live chain on this machine.
import { parseArgs } from 'node:util'
import type { BareFork, Fork } from './fork/start-fork.ts'
import { readExecutor } from './read-executor.ts'
import { readNumber } from './read-number.ts'
import { runUntilInterrupted } from './run-until-interrupted.ts'

const help = `Forks Paseo Asset Hub, as chopsticks.yml says. Needs the network.

Usage: npm run fork -- [options]
  --config <file>   another Chopsticks configuration (chopsticks.yml)
  --port <number>   the port to listen on (the configuration's)
  --no-contract     without the settlement contract, and accounts as they are
  --executor <one>  interpreted (knows more host functions) or native (faster)
  --timeout <s>     how long to wait for the network (20)
  --help            this text`

const start = async (): Promise<() => Promise<void>> => {
  const { values } = parseArgs({
    options: {
      config: { type: 'string', default: 'chopsticks.yml' },
      port: { type: 'string' },
      timeout: { type: 'string', default: '20' },
      executor: { type: 'string', default: 'interpreted' },
      'no-contract': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    console.log(help)
    process.exit(0)
  }
  const timeoutMs = readNumber('--timeout', values.timeout, { min: 1, max: 600 }) * 1000
  const port = values.port === undefined ? {} : { port: readNumber('--port', values.port, { min: 0, max: 65_535 }) }
  const executor = readExecutor(values.executor)
  const { startFork } = await import('./fork/start-fork.ts') // a second of loading, which help and mistakes need not wait for
  const options = { config: values.config, timeoutMs, executor, ...port }
  const fork: BareFork | Fork = values['no-contract']
    ? await startFork({ ...options, contract: 'none' })
    : await startFork(options)
  console.log(`Fork of ${fork.upstream} at block ${fork.forkedAt.number}, 0x${fork.forkedAt.hash}`)
  console.log(`RPC       ${fork.url}`)
  if (fork.contract) {
    const { address, codeHash, deployedAt } = fork.contract
    console.log(`Contract  0x${address}, code 0x${codeHash}, since block ${deployedAt.blockNumber}`)
  }
  console.log("Sign with development keys only: a fork has the live chain's genesis hash. Ctrl-C stops it.")
  return fork.close
}

await runUntilInterrupted(start)
