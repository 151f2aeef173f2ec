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

/**
 * Automerge documents at these points of one history: a change is one expense, all by one author. They are written through Automerge's engine, as its
 * documents for JavaScript answer each of 100,000 changes with a new copy; texts are plain values, which cost it least.
 */
export function automergeStages(events: readonly PotEvent[], lengths: readonly number[]): readonly Ledger[] {
  const engine = Automerge.getBackend(Automerge.init({ actor: authorOf(0) }))
  const expenses = engine.putObject('_root', 'expenses', {})
  const stages: Ledger[] = []
  for (const [index, event] of events.entries()) {
    if (lengths.includes(index)) stages.push({ engine: engine.clone(), expenses })
    add(engine, expenses, event)
  }
  return [...stages, { engine, expenses }]
}

/** A document to which each of these devices, an author of its own, adds what it wrote. */
export function automergeWith({ engine, expenses }: Ledger, events: readonly PotEvent[]): Ledger {
  const merged = engine.clone()
  for (const [index, own] of Map.groupBy(events, ({ device }) => device)
    .values()
    .toArray()
    .entries()) {
    const author = engine.clone(authorOf(index + 1))
    for (const event of own) add(author, expenses, event)
    merged.applyChanges(author.getChanges(engine.getHeads()))
    author.free()
  }
  return { engine: merged, expenses }
}

/** Automerge: its own messages until neither has one. */
export function automergeTraffic(all: Ledger, here: Ledger): Traffic {
  let [ours, theirs] = [Automerge.load(here.engine.save()), Automerge.load(all.engine.save())]
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

type Engine = ReturnType<typeof Automerge.getBackend>

/** A document of expenses, and the object in it that holds them. */
export interface Ledger {
  readonly engine: Engine
  readonly expenses: Automerge.ObjID
}

const authorOf = (index: number): string => index.toString(16).padStart(32, '0')

function add(engine: Engine, expenses: Automerge.ObjID, event: PotEvent): void {
  const [expense] = expensesOf([event])
  if (expense === undefined) return
  const { members, ...plain } = expense
  const object = engine.putObject(expenses, event.id, {})
  for (const [key, value] of Object.entries(plain)) engine.put(object, key, value)
  const list = engine.putObject(object, 'members', [])
  for (const [index, member] of members.entries()) engine.insert(list, index, member)
  engine.commit()
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
