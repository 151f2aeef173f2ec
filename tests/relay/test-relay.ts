import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFailed, onTestFinished } from 'vitest'
import {
  createRelayLog,
  readRelayConfig,
  startRelay,
  type RelayConfig,
  type RunningRelay,
} from '../../src/relay/index.ts'
import { verifyEnvelope, type Envelope } from '../../src/sync/relay/index.ts'

/** A line of a relay's log. */
export type Line = Readonly<Record<string, unknown>>

/** A relay of one test, and what it logged. */
export interface TestRelay extends RunningRelay {
  readonly lines: readonly Line[]
  readonly logged: (event: string) => readonly Line[]
  /** Resolves with the first line of this event, past or to come. */
  readonly untilLogged: (event: string) => Promise<Line>
}

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'quits-relay-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** The relay's configuration for these options, on any free port. */
export function configOf(data: string, ...options: readonly string[]): RelayConfig {
  const request = readRelayConfig(['--port', '0', '--data', data, ...options], {})
  if (!request.ok || request.value.type !== 'run') throw new Error(JSON.stringify(request))
  return request.value.config
}

/** Starts a relay that is stopped after the test. Signatures are checked here; its threads have tests of their own. */
export async function startTestRelay(config: RelayConfig = configOf(temporaryFolder())): Promise<TestRelay> {
  const lines: Line[] = []
  const watchers = new Set<(line: Line) => void>()
  const log = createRelayLog('info', (text) => {
    const line = JSON.parse(text) as Line
    lines.push(line)
    for (const watcher of watchers) watcher(line)
  })
  const verify = (envelopes: readonly Envelope[]): Promise<readonly boolean[]> =>
    Promise.all(envelopes.map((envelope) => verifyEnvelope(envelope)))
  const relay = await startRelay(config, { log, verify })
  onTestFinished(() => relay.stop())
  onTestFailed(() => console.error(lines.filter(({ level }) => level !== 'info')))
  const logged = (event: string): readonly Line[] => lines.filter((line) => line['event'] === event)
  return {
    ...relay,
    lines,
    logged,
    untilLogged: (event) =>
      new Promise((resolve, reject) => {
        const [known] = logged(event)
        if (known !== undefined) return resolve(known)
        const alarm = setTimeout(() => reject(new Error(`never logged: ${event}`)), 20_000)
        watchers.add((line) => {
          if (line['event'] !== event) return
          clearTimeout(alarm)
          resolve(line)
        })
      }),
  }
}
