import type { LogLevel } from './relay-config.ts'

/** Writes what happens, one line of JSON each. Never contents, and of ids only as much as tells them apart. */
export type RelayLog = (level: LogLevel, event: string, facts?: LogFacts) => void

/** What is known of an event. */
export type LogFacts = Readonly<Record<string, string | number | boolean | null>>

const RANK: Readonly<Record<LogLevel, number>> = { info: 0, warn: 1, error: 2 }

/** A log that gives lines of at least this level to `write`. */
export function createRelayLog(least: LogLevel, write: (line: string) => void, now: () => number = Date.now): RelayLog {
  return (level, event, facts = {}) => {
    if (RANK[level] < RANK[least]) return
    write(`${JSON.stringify({ at: new Date(now()).toISOString(), level, event, ...facts })}\n`)
  }
}

/** Enough of an id to find it again. */
export function shortId(id: string): string {
  return id.slice(0, 12)
}
