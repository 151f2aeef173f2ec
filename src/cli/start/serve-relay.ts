import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRelayLog, describeConfigError, readRelayConfig, startRelay } from '../../relay/index.ts'

/** A relay that runs beside the dApp. */
export interface ServedRelay {
  /** WebSocket address. */
  readonly url: string
  readonly close: () => Promise<void>
}

/** Serves a relay on this machine; port 0 takes any free one. Without a folder it keeps things until it is closed. Only warnings are logged. */
export async function serveRelay(port: number, folder: string | undefined): Promise<ServedRelay> {
  const data = folder ?? mkdtempSync(join(tmpdir(), 'quits-relay-'))
  const request = readRelayConfig(['--port', String(port), '--data', data], {})
  if (!request.ok) throw new Error(describeConfigError(request.error))
  if (request.value.type === 'help') throw new Error('help was not asked for')
  const log = createRelayLog('warn', (line) => process.stderr.write(line))
  const relay = await startRelay(request.value.config, { log })
  return {
    url: `${relay.url.replace(/^http/, 'ws')}/v1`,
    close: async () => {
      await relay.stop()
      if (folder === undefined) rmSync(data, { recursive: true, force: true })
    },
  }
}
