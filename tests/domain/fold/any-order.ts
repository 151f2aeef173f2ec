// Deeds of any story about what orders a pot: ties that follow one another, the terms of a settlement, and events of software to come.

import {
  fold,
  type CheckpointProposed,
  type Conversion,
  type MemberId,
  type NewerEvent,
  type PotFold,
  type SettleMode,
} from '../../../src/domain/index.ts'
import type { GroupStory } from '../group-story.ts'
import { EUR, type Person } from '../story.ts'
import { tieAfter } from './tie-after.ts'
import { PAS, rates } from './tied-pot.ts'

/** The deeds, with how often each is done. */
export const ORDER_DEEDS = { moveOn: 3, newer: 1 } as const

/** Does one of them. */
export function dealWithOrder(
  what: keyof typeof ORDER_DEEDS,
  people: readonly Person[],
  groups: readonly GroupStory[],
  { writer }: Person,
  [a, b, c]: readonly [number, number, number],
): void {
  if (what === 'newer') {
    const newer: Pick<NewerEvent, 'version' | 'kind' | 'body'> = {
      version: 2 + (b % 2),
      kind: 'newer',
      body: { kind: 'pot.painted' },
    }
    return void writer.write(newer as never)
  }
  const found = fold(
    writer.known.values(),
    groups.map((group) => group.history()),
  )
  const old = groups.findIndex(({ group }) => group === found.open.tie?.group)
  if (old < 0) return
  const next = groups[(old + 1 + (c % 2)) % groups.length] as GroupStory
  const body = tieAfter(found, groups[old] as GroupStory, next)
  const lie =
    a % 6 === 0 && body.last
      ? { last: { ...body.last, epoch: body.last.epoch + 1n, seq: body.last.seq + BigInt(a % 2) } }
      : {}
  const tie = writer.write({
    kind: 'pot.tied',
    body: { ...body, ...lie, baseEpoch: body.baseEpoch + (a % 11 === 0 ? 1n : 0n) },
  })
  const signers = people.slice(0, b % 4 === 0 ? 2 : 3).filter((person) => person.writer !== writer)
  for (const person of signers) {
    person.writer.meet(writer)
    person.writer.write({ kind: 'tie.signed', body: { tie: tie.id } })
    writer.meet(person.writer)
  }
}

/** Terms of a settlement: any mode, with or without rates and a conversion. */
export function someTerms({ open }: PotFold, c: number): Pick<CheckpointProposed, 'mode' | 'conversion' | 'rates'> {
  const members = [...open.members.keys()].toSorted((a, b) => (a < b ? -1 : 1))
  const at = (n: number): MemberId => members[n % members.length] as MemberId
  const preferred = at(c) === at(c + 1) ? [] : [{ from: at(c), to: at(c + 1) }]
  const modes: readonly SettleMode[] = [
    { type: 'fewest' },
    { type: 'fewest' },
    { type: 'pairwise' },
    { type: 'centred', on: at(c) },
    { type: 'subgroups', groups: members.length > 2 ? [members.slice(0, 2)] : [] },
    { type: 'preferred', pairs: preferred },
  ]
  const conversion: Conversion = { into: EUR, rates: [] }
  const intoEuro: Conversion = {
    into: EUR,
    rates: [
      { from: { code: 'JPY', digits: 0 }, rate: '0.0061' as never, source: 'guessed' },
      { from: PAS, rate: '0.25' as never, source: 'guessed' },
    ],
  }
  return {
    mode: modes[c % modes.length] as SettleMode,
    conversion: c % 13 === 0 ? intoEuro : c % 17 === 0 ? conversion : null,
    rates: c % 2 === 0 ? rates : [],
  }
}
