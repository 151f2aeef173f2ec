// The whole story once: a group's expenses, a settlement that its members attest on a chain, legs paid, and an independent check of the result.

import { parseRate, type AgreedRate } from '../../domain/index.ts'
import { joinPot } from './join-pot.ts'
import { addLateEntry } from './late-entry.ts'
import { need } from './narrator.ts'
import { payLegs } from './pay-legs.ts'
import { followAll, memberNamed, type Person } from './people.ts'
import { provePot } from './prove-pot.ts'
import { settleDemoPot } from './settle-pot.ts'
import type { Stage } from './stage.ts'
import { tieDemoPot } from './tie-pot.ts'

/** Whose phone is off during the settlement: somebody who is owed money and owes none, so nothing waits for them. */
const OFFLINE = 'Person 3'

/** Plays the story on a stage. What does not hold is told by the narrator; what cannot go on throws. Resolves to the people, for whoever wants to look on. */
export async function playStory(stage: Stage, csv: Uint8Array, endpoint: string): Promise<readonly Person[]> {
  const people = (await joinPot(stage, csv)) as readonly [Person, ...Person[]]
  const offline = people.find(({ name }) => name === OFFLINE) as Person
  const online = people.filter((person) => person !== offline) as readonly Person[] as readonly [Person, ...Person[]]
  const [first] = people
  const { currency } = first.session.fold().open.genesis
  const rate: AgreedRate = {
    from: currency,
    rate: need('reading the rate', parseRate('0.001')),
    source: 'agreed at the table',
  }
  await tieDemoPot(stage, people)
  stage.narrator.step(`${offline.name}'s phone goes dead; the others go on.`)
  const stopOnline = await followAll(online, stage.port)
  try {
    const settled = await settleDemoPot(stage, online, rate)
    const cash = settled.body.plan.findLastIndex(({ to }) => to !== memberNamed(first.session, OFFLINE))
    await payLegs(stage, people, online, settled, cash)
    await addLateEntry(stage, offline, online, currency)
    const stopOffline = await followAll([offline], stage.port)
    try {
      await payLegs(stage, people, people, await settleDemoPot(stage, people, rate), null)
    } finally {
      await stopOffline()
    }
    await provePot(stage, first, endpoint)
    return people
  } finally {
    await stopOnline()
  }
}
