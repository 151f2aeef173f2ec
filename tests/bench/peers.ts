// The same expenses in the documents that collaborative software uses. Neither has signatures, order or hashes; balances are a loop over the document.

import * as Automerge from '@automerge/automerge'
import * as Y from 'yjs'
import type { Expense, PotEvent } from '../../src/domain/index.ts'

/** An expense as a document holds it. */
export interface PlainExpense {
  readonly title: string
  readonly date: string
  readonly currency: string
  readonly amount: number
  readonly payer: string
  readonly members: readonly string[]
}

interface PlainDocument {
  readonly expenses: readonly PlainExpense[]
}

/** A document with the expenses of a pot, as a peer keeps it. */
export interface PeerDocument {
  readonly name: string
  /** Bytes of the document -> balances. */
  readonly open: () => ReadonlyMap<string, number>
  /** Takes one more expense from another replica into an open document. */
  readonly takeOne: () => void
}

/** The expenses in Yjs. */
export function yjsDocument(events: readonly PotEvent[]): PeerDocument {
  const doc = new Y.Doc()
  const list = doc.getArray<PlainExpense>('expenses')
  doc.transact(() => list.push(expensesOf(events)))
  const bytes = Y.encodeStateAsUpdate(doc)
  const other = new Y.Doc()
  Y.applyUpdate(other, bytes)
  return {
    name: 'Yjs',
    open: () => {
      const opened = new Y.Doc()
      Y.applyUpdate(opened, bytes)
      return balancesOf(opened.getArray<PlainExpense>('expenses').toArray())
    },
    takeOne: () => {
      const before = Y.encodeStateVector(other)
      other.getArray<PlainExpense>('expenses').push(expensesOf(events.slice(-1)))
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(other, before))
    },
  }
}

/** The expenses in Automerge. */
export function automergeDocument(events: readonly PotEvent[]): PeerDocument {
  let doc = Automerge.from<{ expenses: PlainExpense[] }>({ expenses: [...expensesOf(events)] })
  const bytes = Automerge.save(doc)
  let other = Automerge.clone(doc)
  return {
    name: 'Automerge',
    open: () => balancesOf((Automerge.load<PlainDocument>(bytes) as PlainDocument).expenses),
    takeOne: () => {
      const before = other
      other = Automerge.change(other, (draft) => {
        draft.expenses.push(...expensesOf(events.slice(-1)))
      })
      const [next] = Automerge.applyChanges(doc, Automerge.getChanges(before, other))
      doc = next
    },
  }
}

/** An open Yjs document with the expenses. */
export function yjsKept(events: readonly PotEvent[]): Y.Doc {
  const doc = new Y.Doc()
  doc.transact(() => doc.getArray<PlainExpense>('expenses').push(expensesOf(events)))
  return doc
}

/** An open Automerge document with the expenses. */
export function automergeKept(events: readonly PotEvent[]): unknown {
  return Automerge.from<{ expenses: PlainExpense[] }>({ expenses: expensesOf(events) })
}

/** The expenses among events, as documents hold them. */
export function expensesOf(events: readonly PotEvent[]): PlainExpense[] {
  return events.flatMap((event) => {
    if (event.kind !== 'entry.created') return []
    const { title, date, currency, amount, payers, split } = event.body.entry as Expense
    const payer = payers.mode === 'exact' ? (payers.shares[0]?.member ?? '') : ''
    const members = split.mode === 'even' ? [...split.members] : []
    return [{ title, date, currency: currency.code, amount: Number(amount), payer, members }]
  })
}

function balancesOf(expenses: readonly PlainExpense[]): ReadonlyMap<string, number> {
  const balances = new Map<string, number>()
  const add = (member: string, amount: number): void => void balances.set(member, (balances.get(member) ?? 0) + amount)
  for (const { amount, payer, members } of expenses) {
    add(payer, amount)
    for (const member of members) add(member, -amount / members.length)
  }
  return balances
}
