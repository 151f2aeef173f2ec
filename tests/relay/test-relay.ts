import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import {
  createRelayLog,
  readRelayConfig,
  startRelay,
  type RelayConfig,
  type RunningRelay,
} from '../../src/relay/index.ts'

/** A relay of one test, and what it logged. */
export interface TestRelay extends RunningRelay {
  readonly lines: Readonly<Record<string, unknown>>[]
  readonly logged: (event: string) => readonly Readonly<Record<string, unknown>>[]
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

/** Starts a relay that is stopped after the test. */
export async function startTestRelay(config: RelayConfig = configOf(temporaryFolder())): Promise<TestRelay> {
  const lines: Readonly<Record<string, unknown>>[] = []
  const log = createRelayLog('info', (line) => lines.push(JSON.parse(line) as Readonly<Record<string, unknown>>))
  const relay = await startRelay(config, { log })
  onTestFinished(() => relay.stop())
  return { ...relay, lines, logged: (event) => lines.filter((line) => line['event'] === event) }
}
