import {
  NO_DETAILS,
  addEntries,
  currencyByCode,
  toMinor,
  type ActionError,
  type PotSession,
  type Quits,
} from '../../app/index.ts'
import type { Currency, Entry, MemberId, Minor, Result } from '../../domain/index.ts'
import type { Text } from '../messages/create-messages.ts'

/** Founds a pot with people and expenses to play with. It is a pot like any other. */
export async function createDemoPot(
  quits: Quits,
  text: Text,
  date: string,
): Promise<Result<PotSession, ActionError | { readonly type: 'BadTitle'; readonly title: string }>> {
  const currency = currencyByCode('EUR') as Currency
  const names = ['demo.you', 'demo.bob', 'demo.carol'] as const
  const [you, bob, carol] = names.map((name) => text(name)) as [string, string, string]
  const created = await quits.createPot({ title: text('demo.title'), currency, you, others: [bob, carol], chain: null })
  if (!created.ok) return created
  const session = created.value
  const idOf = (name: string): MemberId =>
    [...session.fold().open.members.values()].find((member) => member.name === name)?.id as MemberId
  const everybody = [you, bob, carol].map(idOf)
  const spent = (title: string, cents: bigint, payer: string, category: string): Entry => ({
    type: 'expense',
    title,
    date,
    currency,
    amount: cent(cents),
    category,
    note: '',
    ...NO_DETAILS,
    origin: null,
    payers: { mode: 'exact', shares: [{ member: idOf(payer), amount: cent(cents) }] },
    split: { mode: 'even', members: everybody },
  })
  const added = await addEntries(session, [
    spent(text('demo.flat'), 36_000n, bob, text('category.home')),
    spent(text('demo.tram'), 2250n, you, text('category.travel')),
    spent(text('demo.dinner'), 8730n, you, text('category.food')),
    spent(text('demo.museum'), 4200n, carol, text('category.fun')),
  ])
  return added.ok ? created : added
}

function cent(amount: bigint): Minor {
  const checked = toMinor(amount)
  if (!checked.ok) throw new Error('the demo holds an impossible amount')
  return checked.value
}
