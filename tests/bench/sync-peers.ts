// The same expenses, spread over as many authors, synced by the peers' own protocols: what goes each way, without signatures, order or proof.

import * as Automerge from '@automerge/automerge'
import * as Y from 'yjs'
import type { PotEvent } from '../../src/domain/index.ts'
import { expensesOf, type PlainExpense } from './peers.ts'

/** What an exchange took. */
export interface Traffic {
  readonly up: number
  readonly down: number
  /** One request and its answer are one; a last word without an answer is half of one. */
  readonly roundTrips: number
}

/** Yjs: a state vector up, an update down. */
export function yjsTraffic(all: readonly PotEvent[], here: readonly PotEvent[]): Traffic {
  const [there, behind] = [yjsOf(all), yjsOf(here)]
  const up = Y.encodeStateVector(behind)
  const down = Y.encodeStateAsUpdate(there, up)
  Y.applyUpdate(behind, down)
  if (behind.getMap('expenses').size !== there.getMap('expenses').size) throw new Error('Yjs is not equal')
  return { up: up.length, down: down.length, roundTrips: 1 }
}

/** Automerge documents at these points of one history: a change is one expense, all by one author, as every further author costs seconds. */
export function automergeStages(events: readonly PotEvent[], lengths: readonly number[]): readonly Ledgers[] {
  let doc = Automerge.from<Ledger>(emptyLedger(), { actor: '00'.repeat(16) })
  const stages: Ledgers[] = []
  for (const [index, event] of events.entries()) {
    if (lengths.includes(index)) stages.push(Automerge.clone(doc))
    doc = adding(doc, event)
  }
  return [...stages, doc]
}

/** A document to which another author adds these. */
export function automergeWith(doc: Ledgers, events: readonly PotEvent[]): Ledgers {
  let added = Automerge.clone(doc, { actor: '01'.repeat(16) })
  for (const event of events) added = adding(added, event)
  return added
}

/** Automerge: its own messages until neither has one. */
export function automergeTraffic(all: Ledgers, here: Ledgers): Traffic {
  let [ours, theirs] = [Automerge.clone(here), Automerge.clone(all)]
  let [state, other] = [Automerge.initSyncState(), Automerge.initSyncState()]
  const bytes = { up: 0, down: 0 }
  let messages = 0
  for (let silent = 0; silent < 2;) {
    const [nextState, up] = Automerge.generateSyncMessage(ours, state)
    state = nextState
    silent = up === null ? silent + 1 : 0
    if (up !== null) {
      bytes.up += up.length
      messages++
      ;[theirs, other] = Automerge.receiveSyncMessage(theirs, other, up)
    }
    const [nextOther, down] = Automerge.generateSyncMessage(theirs, other)
    other = nextOther
    silent = down === null ? silent + 1 : 0
    if (down !== null) {
      bytes.down += down.length
      messages++
      ;[ours, state] = Automerge.receiveSyncMessage(ours, state, down)
    }
  }
  if (Automerge.getHeads(ours).join() !== Automerge.getHeads(theirs).join()) throw new Error('Automerge is not equal')
  return { ...bytes, roundTrips: messages / 2 }
}

/** Each device's expenses in its own document, all of them merged. */
function yjsOf(events: readonly PotEvent[]): Y.Doc {
  const merged = new Y.Doc()
  for (const [index, own] of byDevice(events).entries()) {
    const doc = new Y.Doc()
    doc.clientID = index + 1
    for (const [id, expense] of own) doc.getMap<PlainExpense>('expenses').set(id, expense)
    Y.applyUpdate(merged, Y.encodeStateAsUpdate(doc))
  }
  return merged
}

/** In maps of maps: each change copies those that it touches. */
type Ledger = { expenses: Record<string, Record<string, Record<string, PlainExpense>>> }
/** A document of expenses. */
export type Ledgers = Automerge.Doc<Ledger>

const SHARDS = 32

const emptyLedger = (): Ledger => ({
  expenses: shards(() => shards(() => ({}))),
})

function shards<T>(make: () => T): Record<string, T> {
  return Object.fromEntries(Array.from({ length: SHARDS }, (_, shard) => [`${shard}`, make()]))
}

function adding(doc: Ledgers, event: PotEvent): Ledgers {
  const [expense] = expensesOf([event])
  if (expense === undefined) return doc
  const [outer, inner] = [event.id.slice(0, 6), event.id.slice(6, 12)].map((hex) => Number.parseInt(hex, 16) % SHARDS)
  return Automerge.change(doc, (draft) => {
    const shard = draft.expenses[`${outer}`]?.[`${inner}`]
    if (shard !== undefined) shard[event.id] = expense
  })
}

function byDevice(events: readonly PotEvent[]): readonly (readonly (readonly [string, PlainExpense])[])[] {
  const devices = new Map<string, (readonly [string, PlainExpense])[]>()
  for (const event of events) {
    const [expense] = expensesOf([event])
    if (expense === undefined) continue
    const own = devices.get(event.device) ?? []
    devices.set(event.device, own)
    own.push([event.id, expense])
  }
  return [...devices.values()]
}
