// For development builds: three people in one browser found a pot, bind development accounts, create a group on the chain and tie the pot to it, all
// through the use cases that people use by hand.

import {
  NO_DETAILS,
  addEntries,
  bindWallet,
  checkCall,
  claimMember,
  composeBrowser,
  confirmClaim,
  createQuits,
  currencyByCode,
  prepareGroup,
  sendCall,
  signTie,
  tiePot,
  toMinor,
  type ChainPort,
  type PotSession,
  type Quits,
  type WalletAccount,
  type WalletPort,
} from '../../app/index.ts'
import type { Currency, Entry, H160, Hash32, MemberId, PotId, Result } from '../../domain/index.ts'
import type { Text } from '../messages/create-messages.ts'
import { presetNetwork } from '../stores/network-choice.ts'
import { databaseName } from './profile.ts'

/** Names in the pot, and the development account of each. */
export const PEOPLE = [
  ['Alice', 'Alice'],
  ['Bob', 'Bob'],
  ['Carol', 'Charlie'],
] as const

/** The profiles of the demo group, for `?as=`. */
const PROFILES = PEOPLE.map(([name]) => name.toLowerCase())

interface Someone {
  readonly name: string
  readonly quits: Quits
  readonly session: PotSession
  readonly wallet: WalletPort
  readonly account: WalletAccount
}

/** Does all of it; throws with the error's tag where something is not as it should be, which in development is a bug to look at. */
export async function createDemoGroup(text: Text, date: string): Promise<PotId> {
  const network = presetNetwork()
  if (!network) throw new Error('this page does not say which chain it stands beside')
  const apps = await Promise.all(
    PROFILES.map(async (profile) => must(await createQuits(await composeBrowser(databaseName(profile))))),
  )
  const founded = must(
    await (apps[0] as Quits).createPot({
      title: text('development.pot'),
      currency: currencyByCode('EUR') as Currency,
      you: 'Alice',
      others: ['Bob', 'Carol'],
      chain: null,
    }),
  )
  const people = await Promise.all(apps.map((quits, index) => openAs(quits, founded, index)))
  const [alice, ...others] = people as [Someone, ...Someone[]]
  for (const { session, name } of others) must(await claimMember(session, memberOf(session, name)))
  await carry(people)
  for (const claim of alice.session.fold().open.claims.keys()) must(await confirmClaim(alice.session, claim))
  must(
    await addEntries(alice.session, [
      spent(alice, text('development.rent'), 90_000n, date),
      spent(alice, text('development.shopping'), 4215n, date),
    ]),
  )
  await carry(people)
  const port = must(await alice.quits.ports.connect(network.endpoint))
  await onChain(people, port, network.contract as H160)
  await port.close()
  return founded.id
}

async function onChain(people: readonly Someone[], port: ChainPort, contract: H160): Promise<void> {
  const [alice, ...others] = people as [Someone, ...Someone[]]
  const { genesis } = must(await port.facts())
  for (const { session, wallet, account } of people) must(await bindWallet(session, wallet, account, genesis))
  await carry(people)
  const { ports } = alice.quits
  const salt = Array.from(ports.random.bytes(32), (byte) => byte.toString(16).padStart(2, '0')).join('') as Hash32
  const prepared = must(prepareGroup(alice.session.fold(), genesis, contract, salt))
  const signer = must(await alice.wallet.signer(alice.account))
  const estimate = must(await checkCall(ports, port, prepared, signer.account, signer.custody))
  const last = await sendCall(ports, port, prepared, estimate, signer, () => {})
  if (last.kind !== 'finalized ok' || estimate.outcome.kind !== 'GroupCreated')
    throw new Error(`the group was not created: ${last.kind}`)
  const tie = must(await tiePot(alice.session, port, contract, estimate.outcome.group, last.at))
  await carry(people)
  for (const { session } of others) must(await signTie(session, port, tie.id))
  await carry(people)
}

async function openAs(quits: Quits, founded: PotSession, index: number): Promise<Someone> {
  const [name, key] = PEOPLE[index] as (typeof PEOPLE)[number]
  must(await quits.receive(founded.id, founded.stored()))
  const session = must(await quits.open(founded.id))
  const wallet = (await quits.ports.wallets()).at(-1) as WalletPort
  const [listed] = await wallet.list()
  const account = must(await wallet.connect(listed?.id ?? '')).find((each) => each.name === key) as WalletAccount
  must(await quits.ports.storage.settings.set(`wallet/${account.account}`, account.wallet))
  return { name, quits, session, wallet, account }
}

/** Everybody gets what everybody has. */
async function carry(people: readonly Someone[]): Promise<void> {
  for (const { session: from } of people)
    for (const { session: to } of people) if (from !== to) must(await to.receive(from.stored()))
}

function spent({ session, name }: Someone, title: string, cents: bigint, date: string): Entry {
  const { members, genesis } = session.fold().open
  const amount = must(toMinor(cents))
  return {
    type: 'expense',
    title,
    date,
    currency: genesis.currency,
    amount,
    category: '',
    note: '',
    ...NO_DETAILS,
    origin: null,
    payers: { mode: 'exact', shares: [{ member: memberOf(session, name), amount }] },
    split: { mode: 'even', members: [...members.keys()] },
  }
}

function memberOf(session: PotSession, name: string): MemberId {
  return [...session.fold().open.members.values()].find((member) => member.name === name)?.id as MemberId
}

function must<T>(result: Result<T, { readonly type: string }>): T {
  if (!result.ok) throw new Error(`demo group: ${result.error.type}`)
  return result.value
}
