import type { ChainEvent, GroupHistory } from '../../domain/index.ts'
import { bytesToHex } from '../../domain/index.ts'
import { jsonLines, type Json } from '../pot-file/json-lines.ts'
import { REPLAY_FORMAT } from './parse-replay.ts'

/** The text of a replay file, from events' canonical bytes and the histories of their groups. */
export function replayToText(events: Iterable<Uint8Array>, histories: readonly GroupHistory[]): string {
  return `${jsonLines({ format: REPLAY_FORMAT, events: Array.from(events, bytesToHex), histories: histories.map(historyToJson) }).join('\n')}\n`
}

function historyToJson({ events, ...about }: GroupHistory): Json {
  return { ...about, events: events.map(chainEventToJson) }
}

/** An event of the contract as files hold it. */
export function chainEventToJson(event: ChainEvent): { readonly [key: string]: Json } {
  return Object.fromEntries(Object.entries(event).map(fieldToJson))
}

function fieldToJson([name, value]: readonly [string, unknown]): readonly [string, Json] {
  return [name, typeof value === 'bigint' ? value.toString() : (value as Json)]
}
