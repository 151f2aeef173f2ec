import { addEntry } from '../../app/index.ts'
import { NO_DETAILS, compareIds, minor, type Currency } from '../../domain/index.ts'
import { need } from './narrator.ts'
import { exchange, memberNamed, type Person } from './people.ts'
import type { Stage } from './stage.ts'

/** Somebody enters an expense on a device that was offline since before the settlement; it arrives when the epoch is final. */
export async function addLateEntry(
  stage: Stage,
  offline: Person,
  online: readonly [Person, ...Person[]],
  currency: Currency,
): Promise<void> {
  const { narrator } = stage
  const [first, second] = online
  if (!second) throw new Error('the late entry needs two people')
  const amount = minor(90_000n)
  const member = (person: Person): ReturnType<typeof memberNamed> => memberNamed(offline.session, person.name)
  const before = first.session.fold().base.facts.stateHash
  const written = need(
    'adding the late entry',
    await addEntry(offline.session, {
      type: 'expense',
      title: 'Boat, found on a crumpled receipt',
      date: '2025-12-08',
      currency,
      amount,
      category: '',
      note: '',
      ...NO_DETAILS,
      origin: null,
      payers: { mode: 'exact', shares: [{ member: member(offline), amount }] },
      split: { mode: 'even', members: [member(offline), member(first), member(second)].toSorted(compareIds) },
    }),
  )
  narrator.step(
    `${offline.name}'s device was offline before the settlement; an expense of 900.00 ${currency.code} that it wrote then arrives now.`,
  )
  await exchange([...online, offline])
  const { late, open } = first.session.fold()
  narrator.check(
    'it is marked late and belongs to the open epoch',
    late.has(written.id) && open.entries.has(written.id as string as Parameters<typeof open.entries.has>[0]),
  )
  narrator.check('the closed epoch is untouched', first.session.fold().base.facts.stateHash === before)
}
