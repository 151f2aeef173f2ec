// `npm start`: the embedded chain with its contract, a relay, and the dApp on both, ready to use at a local address.

import { parseArgs } from 'node:util'
import { startDevChain } from '../devchain/index.ts'
import { serveApp } from './start/serve-app.ts'
import { serveRelay } from './start/serve-relay.ts'

const HELP = `Starts the embedded chain, a relay, and the dApp on both.

Usage: npm start -- [options]
  --port <number>        port of the dApp (5173); 0 takes any free one
  --chain-port <number>  port of the chain (9944); 0 takes any free one
  --relay-port <number>  port of the relay (8787); 0 takes any free one
  --relay-data <folder>  where the relay keeps things; otherwise it forgets them when it stops
  --help                 this text`

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '5173' },
      'chain-port': { type: 'string', default: '9944' },
      'relay-port': { type: 'string', default: '8787' },
      'relay-data': { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return console.log(HELP)
  const ports = {
    app: portOf('--port', values.port),
    chain: portOf('--chain-port', values['chain-port']),
    relay: portOf('--relay-port', values['relay-port']),
  }
  const chain = await orOtherPort('--chain-port', startDevChain({ port: ports.chain }))
  const relay = await orOtherPort('--relay-port', serveRelay(ports.relay, values['relay-data']))
  const [contract, tokenContract] = [chain.contract.address, chain.tokenContract?.address ?? '']
  const network = { endpoint: chain.url, contract, tokenContract, relay: relay.url }
  const app = await orOtherPort('--port', serveApp(network, ports.app))
  console.log(`Quits      ${app.url}`)
  console.log(`Chain      ${chain.url}, contract 0x${contract}, and 0x${tokenContract} for its token`)
  console.log(`Relay      ${relay.url}`)
  console.log('Wallets    development accounts (Alice, Bob, ...) are offered under "People"')
  console.log('Ctrl-C stops everything.')
  const stop = async (): Promise<void> => {
    await app.close()
    await relay.close()
    await chain.close()
    process.exit(0)
  }
  process.once('SIGINT', () => void stop())
  process.once('SIGTERM', () => void stop())
}

function portOf(option: string, text: string): number {
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65_535) throw new Error(`${option} wants a number from 0 to 65535, not "${text}".`)
  return port
}

/** What starts, or, where its port is taken, which option takes another one. */
async function orOtherPort<T>(option: string, starting: Promise<T>): Promise<T> {
  try {
    return await starting
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    if (!/in use/iu.test(text)) throw error
    throw new Error(
      `${text.replace(/\.$/u, '')}; another port is taken with ${option}, any free one with ${option} 0.`,
      {
        cause: error,
      },
    )
  }
}

try {
  await main()
} catch (error) {
  console.error(`npm start: ${error instanceof Error ? error.message : String(error)}`)
  process.exit(1)
}
