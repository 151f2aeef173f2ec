import { systemRandom } from '../../../src/crypto/index.ts'
import type { RelayPorts } from '../../../src/app/sync/sync-ports.ts'
import { openWebSocketDuplex } from '../../../src/sync/index.ts'

/** Ports over real sockets; waits are a tenth of what they would be. */
export const relayPorts: RelayPorts = {
  random: systemRandom,
  open: (relay) => openWebSocketDuplex(relay, 5000),
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms / 10)),
}

/** The WebSocket address of a relay that listens. */
export const addressOf = ({ url }: { readonly url: string }): string => `${url.replace(/^http/, 'ws')}/v1`

/** Resolves as soon as `holds`; asked after everything that `subscribe` tells. */
export const until = (
  holds: () => boolean,
  subscribe: (listener: () => void) => () => void,
  describe: () => unknown = () => '',
): Promise<void> =>
  new Promise((resolve, reject) => {
    const watcher = (): void => {
      if (!holds()) return
      clearTimeout(alarm)
      stop()
      resolve()
    }
    const alarm = setTimeout(() => {
      stop()
      reject(new Error(`still waiting: ${JSON.stringify(describe())}`))
    }, 20_000)
    const stop = subscribe(watcher)
    watcher()
  })
