import { expect, test, type TestInfo } from '@playwright/test'
import { createPerson, inspect, type Hands, type Person } from './person.ts'
import { serveBuild, startChain, type RunningChain, type ServedBuild } from './surroundings.ts'

let chain: RunningChain
let app: ServedBuild

test.beforeAll(async () => {
  app = await serveBuild()
  chain = await startChain(700)
})
test.afterAll(async () => {
  await chain?.stop()
  await app?.stop()
})

const tab = ({ page }: Person, name: string) =>
  page.getByRole('navigation', { name: /: screens/ }).getByRole('link', { name, exact: true })
const button = ({ page }: Person, name: string | RegExp) => page.getByRole('button', { name })
const link = ({ page }: Person, name: string | RegExp) => page.getByRole('link', { name })
const field = ({ page }: Person, name: string | RegExp) => page.getByLabel(name, { exact: typeof name === 'string' })

async function setNetwork(person: Person, contract: boolean): Promise<void> {
  await person.press(person.page.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name: 'Settings' }))
  await person.write(field(person, 'Address of a node'), chain.endpoint)
  if (contract) await person.write(field(person, 'Contract'), chain.contract)
  await person.press(button(person, 'Save and connect'))
  await expect(person.page.getByText(/^✓ Connected to/)).toBeVisible()
}

async function addExpense(person: Person, what: string, amount: string): Promise<void> {
  await person.press(tab(person, 'Pot'))
  await person.press(link(person, 'Add expense'))
  await person.write(field(person, 'What was it?'), what)
  await person.write(field(person, 'Amount'), amount)
  await person.press(button(person, 'Save'))
  await expect(person.page.getByText(`Added: ${what}`).last()).toBeVisible()
}

/** Hands a pot from one to the others, as people send files. */
async function hand(info: TestInfo, from: Person, ...to: readonly Person[]): Promise<void> {
  const path = info.outputPath(`pot-${Math.random()}.json`)
  await from.press(tab(from, 'Pot'))
  await from.savePot(path)
  for (const person of to) {
    if (await tab(person, 'Pot').isVisible()) await person.press(tab(person, 'Pot'))
    else if (!(await person.page.getByText('Choose a file…').isVisible()))
      await person.press(link(person, /Quits/).first())
    await person.giveFile(path)
    await expect(person.page.getByRole('heading', { level: 1, name: 'Flat' })).toBeVisible()
    await expect(person.page.getByText(/taken in|Nothing new/).last()).toBeVisible()
  }
}

async function join(info: TestInfo, founder: Person, person: Person, name: string): Promise<void> {
  await hand(info, founder, person)
  await person.press(button(person, `I am ${name}`))
  await expect(person.page.getByText(`Waiting for somebody to confirm that you are ${name}`)).toBeVisible()
  await hand(info, person, founder)
  await founder.press(button(founder, `Yes, this is ${name}`))
  await hand(info, founder, person)
  await expect(person.page.getByText('Who are you?')).toBeHidden()
}

async function bindWallet(person: Person, account: string): Promise<void> {
  await person.press(tab(person, 'People'))
  await person.press(button(person, 'Connect a wallet'))
  await person.press(button(person, 'Connect quits-test'))
  await person.press(button(person, new RegExp(`^${account} 0x`)))
  await expect(field(person, 'Text to sign')).toContainText('Signing moves no money')
  await person.press(button(person, 'Sign this text'))
  await expect(person.page.getByText('Your wallet is connected to this pot:')).toBeVisible()
}

/** From the button to "Done" on the chain. */
async function transact(person: Person, action: string | RegExp): Promise<void> {
  await person.press(button(person, action))
  await expect(person.page.getByText('Fee, at most')).toBeVisible()
  await person.press(button(person, 'Sign and send'))
}

test('a group from its first expense to a proof: founded, joined by file, settled on the chain, paid, checked by a stranger', async ({
  browser,
}, info) => {
  test.setTimeout(240_000)
  const hands: Hands = info.project.name === 'desktop' ? 'keyboard' : 'pointer'
  const look = (person: Person, name: string) => inspect(person, name, info.project.name)
  const [alice, bob, carol] = [
    await createPerson(browser, app.url, hands, ['Alice']),
    await createPerson(browser, app.url, hands, ['Bob']),
    await createPerson(browser, app.url, hands, ['Charlie']),
  ] as [Person, Person, Person]

  await test.step('Alice founds a pot and adds an expense; a reload in the middle of the form loses nothing', async () => {
    await look(alice, '01-welcome')
    await setNetwork(alice, true)
    await look(alice, '02-settings')
    await alice.press(link(alice, /Quits/).first())
    await alice.press(link(alice, 'Start a pot'))
    await alice.write(field(alice, 'What is it for?'), 'Flat')
    await alice.write(field(alice, 'Your name'), 'Alice')
    await alice.write(field(alice, 'Person 1'), 'Bob')
    await alice.press(button(alice, 'Add a person'))
    await alice.write(field(alice, 'Person 2'), 'Carol')
    await alice.page.reload()
    await expect(field(alice, 'Person 2')).toHaveValue('Carol')
    await look(alice, '03-new-pot')
    await alice.press(button(alice, 'Create pot'))
    await expect(alice.page.getByRole('heading', { level: 1, name: 'Flat' })).toBeVisible()
    await alice.press(link(alice, 'Add expense'))
    await alice.write(field(alice, 'What was it?'), 'Rent')
    await alice.write(field(alice, 'Amount'), '90,01')
    await alice.page.reload()
    await expect(field(alice, 'Amount')).toHaveValue('90,01')
    await alice.press(alice.page.getByRole('radio', { name: 'Evenly' }))
    await look(alice, '04-expense')
    await alice.press(button(alice, 'Save'))
    await expect(alice.page.getByText('Bob owes you €30.0')).toBeVisible()
    await look(alice, '05-pot')
  })

  await test.step('Bob and Carol join by file and add theirs', async () => {
    await join(info, alice, bob, 'Bob')
    await look(bob, '06-joined')
    await join(info, alice, carol, 'Carol')
    await addExpense(carol, 'Cleaning', '6')
    await hand(info, carol, alice)
    await hand(info, alice, bob)
    await expect(bob.page.getByText(/^You owe Alice €/)).toBeVisible()
  })

  await test.step('all three bind their wallets, Alice creates the group on the chain, everybody ties the pot to it', async () => {
    await setNetwork(bob, false)
    await bob.press(link(bob, /Quits/).first())
    await bob.press(link(bob, /Flat/))
    await setNetwork(carol, false)
    await carol.press(link(carol, /Quits/).first())
    await carol.press(link(carol, /Flat/))
    await bindWallet(alice, 'Alice')
    await bindWallet(bob, 'Bob')
    await look(bob, '07-people')
    await bindWallet(carol, 'Charlie')
    await hand(info, bob, alice)
    await hand(info, carol, alice)
    await alice.press(tab(alice, 'People'))
    await transact(alice, 'Create the group on the chain')
    await expect(alice.page.getByText('Alice has created a group on the chain for this pot.')).toBeVisible({
      timeout: 20_000,
    })
    for (const person of [bob, carol]) {
      await hand(info, alice, person)
      await person.press(tab(person, 'People'))
      await person.press(button(person, 'Check and agree'))
      await expect(
        person.page.getByText(/Agreed: .* and (Bob|Carol)|Settlements of this pot can be final/),
      ).toBeVisible()
      await hand(info, person, alice)
    }
    await hand(info, alice, bob, carol)
    await alice.press(tab(alice, 'People'))
    await expect(alice.page.getByText('Settlements of this pot can be final on the chain.')).toBeVisible()
    await expect(alice.page.getByText(/2 of 3 approvals make a settlement final/)).toBeVisible()
    await look(alice, '08-tied')
  })

  await test.step('Alice proposes, Bob and Carol agree, Alice and Bob approve on the chain', async () => {
    await alice.press(tab(alice, 'Settle up'))
    await alice.write(field(alice, /^1 EUR in/), '0,5')
    await look(alice, '09-settle')
    await alice.press(button(alice, 'Propose this settlement'))
    await expect(alice.page.getByText('Waiting for everybody to agree')).toBeVisible()
    await look(alice, '10-proposed')
    await hand(info, alice, bob, carol)
    for (const person of [bob, carol]) {
      await person.press(link(person, 'Look at it'))
      await person.press(button(person, 'I agree'))
      await hand(info, person, alice)
    }
    await alice.press(tab(alice, 'Settle up'))
    await alice.press(link(alice, /^Alice, /))
    await expect(alice.page.getByText('Agreed by everybody')).toBeVisible()
    await transact(alice, 'Approve on chain')
    await look(alice, '11-transaction')
    await expect(alice.page.getByText(/Done: final in block/)).toBeVisible({ timeout: 20_000 })
    await bob.press(tab(bob, 'Settle up'))
    await bob.press(link(bob, /^Alice, /))
    await transact(bob, 'Approve on chain')
    for (const person of [alice, bob])
      await expect(person.page.getByText(/^Final since block [\d,]+$/)).toBeVisible({ timeout: 20_000 })
  })

  await test.step('Bob pays on the chain and reloads while it is under way; Alice confirms what Carol paid in cash; all are quits', async () => {
    await transact(bob, /^Pay Alice/)
    await expect(bob.page.getByText('Sent. Waiting for a block…')).toBeVisible()
    await bob.page.reload()
    await expect(bob.page.getByText(/Paid on chain/)).toBeVisible({ timeout: 20_000 })
    await transact(alice, /^I got the €2[0-9.]+ another way/)
    await expect(alice.page.getByText('You are quits')).toBeVisible({ timeout: 20_000 })
    await look(alice, '12-quits')
    await alice.press(link(alice, 'View proof'))
    await expect(alice.page.getByText('✓ Matches').first()).toBeVisible({ timeout: 20_000 })
    await expect(alice.page.getByText('according to one node')).toBeVisible()
    await look(alice, '13-proof')
    await alice.press(tab(alice, 'Pot'))
    await expect(alice.page.getByText('Everybody is quits.')).toBeVisible()
    await look(alice, '14-pot-settled')
  })

  await test.step('a stranger with an empty browser, the pot file and an endpoint rebuilds every settlement live', async () => {
    const dave = await createPerson(browser, app.url, hands, [])
    await hand(info, alice, dave)
    await setNetwork(dave, false)
    await dave.press(link(dave, /Quits/).first())
    await dave.press(link(dave, /Flat/))
    await expect(dave.page.getByText(/final since block [\d,]+/)).toBeVisible({ timeout: 20_000 })
    await expect(dave.page.getByText('Everybody is quits.')).toBeVisible()
    await dave.press(tab(dave, 'Proof'))
    await expect(dave.page.getByText('✓ Matches').first()).toBeVisible({ timeout: 20_000 })
    expect(dave.complaints).toEqual([])
  })

  for (const person of [alice, bob, carol]) expect(person.complaints).toEqual([])
})
