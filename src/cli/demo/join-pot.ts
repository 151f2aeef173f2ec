import { bindWallet, claimMember, confirmClaim } from '../../app/index.ts'
import { minorToDecimalText } from '../../domain/index.ts'
import { parseSplitwise, SPLITWISE_FORMAT } from '../../formats/index.ts'
import { importDrafts } from '../import-drafts.ts'
import { foundPot } from '../found-pot.ts'
import { need } from './narrator.ts'
import { createInstallation, exchange, memberNamed, receivePot, type Person } from './people.ts'
import type { Stage } from './stage.ts'

const TITLE = 'Seven in Ohrid'
/** What the source of the export says its expenses add up to. */
const STATED_NETS = ['1504.60', '-3775.44', '154.56', '23404.58', '-9045.43', '-9671.43', '-2571.44']

/** Imports the export without its payments, and has everybody in it join with a device and a wallet. */
export async function joinPot(stage: Stage, csv: Uint8Array): Promise<readonly Person[]> {
  const { narrator, wallet, port, knownCode } = stage
  const file = need('reading the export', parseSplitwise(csv))
  const expenses = file.entries.filter(({ type }) => type === 'expense')
  narrator.step(
    `The Splitwise export of ${file.members.length} people is read: ${file.report.rowsRead} rows, ${expenses.length} expenses; its payments are left out.`,
  )
  const founder = await createInstallation(port, knownCode)
  const log = need('founding the pot', await foundPot(TITLE, expenses, founder.identity.signer))
  need(
    'importing',
    await importDrafts(log, founder.identity.signer, SPLITWISE_FORMAT, file.members, expenses, () => {}),
  )
  const events = Array.from(log.events.values(), ({ stored }) => stored)

  const accounts = need('asking the wallet', await wallet.connect('development'))
  const people: Person[] = []
  for (const [index, name] of file.members.entries()) {
    const quits = index === 0 ? founder : await createInstallation(port, knownCode)
    const account = accounts[index]
    if (!account) throw new Error(`there is no development account for ${name}`)
    // The founder's device wrote these events: received, they would look like those of a copied key.
    if (index === 0)
      need('keeping the pot', await quits.ports.storage.logs.appendOwn(log.pot, [...log.events.values()]))
    people.push({ name, account, quits, session: await receivePot(quits, log.pot, index === 0 ? [] : events) })
  }
  const [first] = people as [Person, ...Person[]]
  const { open } = first.session.fold()
  const nets = people.map(({ session, name }) => {
    const net = open.nets.find(({ member }) => member === memberNamed(session, name))
    return minorToDecimalText(net?.amount ?? 0n, net?.currency.digits ?? 2)
  })
  narrator.detail(people.map(({ name }, index) => `${name} ${nets[index]}`).join(', '))
  narrator.check('the balances are those that the source of the export states', nets.join() === STATED_NETS.join())

  for (const person of people) {
    const claim = need('claiming a member', await claimMember(person.session, memberNamed(person.session, person.name)))
    if (person === first) continue
    need('exchanging events', await first.session.receive(person.session.stored()))
    need('confirming a claim', await confirmClaim(first.session, claim.id))
  }
  await exchange(people)
  const { genesis } = need('asking the chain', await port.facts())
  for (const { session, account } of people)
    need('binding a wallet', await bindWallet(session, wallet, account, genesis))
  await exchange(people)
  narrator.step(
    'Each of them joins with a device of their own and binds a development account; the founder confirms each.',
  )
  narrator.detail(people.map(({ name, account }) => `${name} is ${account.name}`).join(', '))
  narrator.check(
    'seven devices speak and seven wallets are bound',
    [...first.session.fold().open.bindings].length === people.length,
  )
  return people
}
