// `npm run relay`: see --help.

import { createRelayLog } from './relay-log.ts'
import { readRelayConfig } from './read-relay-config.ts'
import { describeConfigError, relayHelp } from './relay-help.ts'
import { startRelay } from './start-relay.ts'
import { describeStartFailure } from './start-failure.ts'

async function main(): Promise<void> {
  const request = readRelayConfig(process.argv.slice(2), process.env)
  if (!request.ok) {
    console.error(describeConfigError(request.error))
    process.exitCode = 2
    return
  }
  if (request.value.type === 'help') return console.log(relayHelp())
  const { config } = request.value
  const log = createRelayLog(config.logLevel, (line) => process.stdout.write(line))
  const relay = await startRelay(config, { log }).catch((cause: unknown) => {
    console.error(`The relay cannot start. ${describeStartFailure(cause, config)}`)
    process.exitCode = 1
    return null
  })
  if (relay === null) return
  const stop = (): void => void relay.stop().then(() => process.exit(0))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}

await main()
