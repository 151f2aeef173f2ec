// OR, EP, SH, ME, EX: whole pots, honest and hostile. What each must come to stands beside it: balances in cents of the first members by name, events
// that do not count, verdicts on settlements.

import { compareTexts, eventToBytes, type KnownEvent } from '../../../src/domain/index.ts'
import { replayToText } from '../../../src/formats/index.ts'
import type { Json } from '../evaluate.ts'
import type { VectorCase, VectorFile } from '../vector-case.ts'
import { entryStories } from './pots/entry-stories.ts'
import { peopleStories } from './pots/people-stories.ts'
import type { Told } from './pots/pot-story.ts'
import { settlementStories } from './pots/settlement-stories.ts'

type Report = { readonly [key: string]: Json }

const stories = [...entryStories, ...peopleStories, ...settlementStories]

/** Pots. */
export const potsFile: VectorFile = {
  kind: 'replay',
  about:
    'Replay files (events as canonical bytes without signatures, histories of groups) and what the rulebook makes of them: canonical order, verdicts on settlements, late events, events that do not count with the reason, and the state with its part hashes and its hash.',
  cases: stories.map(([name, rules, tell]): VectorCase => {
    const told = tell()
    const known = told.people.flatMap(({ writer }) => [...writer.known.values()])
    const events = [...new Map(known.map((event) => [event.id, event])).values()]
    const text = replayToText(
      events.map((event) => eventToBytes(event as KnownEvent)),
      told.histories ?? [],
    )
    return {
      name,
      rules: [...rules, 'SH2', 'OR1'],
      input: JSON.parse(text) as VectorCase['input'],
      says: (answer) => isAsTold(answer as Report, told),
    }
  }),
}

function isAsTold(report: Report, told: Told): boolean {
  const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
  const reasons = (Object.values(report['notCounting'] as Report) as string[]).sort(compareTexts)
  const made = report['checkpoint'] as Report
  const verdicts = (report['anchors'] as readonly Report[]).map(({ verdict }) => verdict)
  return (
    (told.error === undefined ? typeof made['stateHash'] === 'string' : made['error'] === told.error) &&
    (told.nets === undefined || same(netsIn(report), sorted(told.nets))) &&
    same(reasons, [...(told.notCounting ?? [])].sort(compareTexts)) &&
    (told.verdicts === undefined || same(verdicts, told.verdicts)) &&
    (told.late === undefined || (report['late'] as readonly Json[]).length === told.late) &&
    (told.conflicts === undefined || Object.keys(report['conflicts'] as Report).length === told.conflicts)
  )
}

/** Balances in cents by name, from the state. */
function netsIn(report: Report): Readonly<Record<string, number>> {
  const state = (report['checkpoint'] as Report)['state'] as Report
  const members = (state['members'] as Report)['members'] as readonly Report[]
  const nets = (state['nets'] as Report)['nets'] as readonly Report[]
  const nameOf = new Map(members.map(({ id, name }) => [id, name as string]))
  return sorted(
    Object.fromEntries(nets.map(({ member, amount }) => [nameOf.get(member as string) ?? '', Number(amount)])),
  )
}

function sorted(record: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)))
}
