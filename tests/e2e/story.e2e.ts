import { expect } from '@playwright/test'
import { balanceOf, planckIn } from './chain-account.ts'
import { createPerson, inspect, type Hands, type Person } from './person.ts'
import { test } from './quits-test.ts'
import { addExpense, bindWallet, button, field, hand, join, link, openPot, setNetwork, tab, transact } from './steps.ts'

test('a group from its first expense to a proof: founded, joined by file, settled on the chain, paid, checked by a stranger', async ({
  app,
  browser,
  chain,
}, info) => {
  test.setTimeout(900_000)
  const hands: Hands = info.project.name === 'desktop' ? 'keyboard' : 'pointer'
  const look = (person: Person, name: string) => inspect(person, name, info.project.name)
  const [alice, bob, carol] = [
    await createPerson(browser, app.url, hands, ['Alice']),
    await createPerson(browser, app.url, hands, ['Bob']),
    await createPerson(browser, app.url, hands, ['Charlie']),
  ] as [Person, Person, Person]

  await test.step('Alice founds a pot and adds an expense; a reload in the middle of the form loses nothing', async () => {
    await look(alice, '01-welcome')
    await setNetwork(alice, chain, true)
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
    await join(info, 'Flat', alice, bob, 'Bob')
    await look(bob, '06-joined')
    await join(info, 'Flat', alice, carol, 'Carol')
    await addExpense(carol, 'Cleaning', '6')
    await hand(info, 'Flat', carol, alice)
    await hand(info, 'Flat', alice, bob)
    await expect(bob.page.getByText(/You owe Alice €/)).toBeVisible()
  })

  await test.step('all three bind their wallets, Alice creates the group on the chain, everybody ties the pot to it', async () => {
    await setNetwork(bob, chain, false)
    await openPot(bob, 'Flat')
    await setNetwork(carol, chain, false)
    await openPot(carol, 'Flat')
    await bindWallet(alice, 'Alice')
    await bindWallet(bob, 'Bob')
    await look(bob, '07-people')
    await bindWallet(carol, 'Charlie')
    await hand(info, 'Flat', bob, alice)
    await hand(info, 'Flat', carol, alice)
    await alice.press(tab(alice, 'People'))
    await transact(alice, 'Create the group on the chain')
    await expect(alice.page.getByText('Alice has created a group on the chain for this pot.')).toBeVisible({
      timeout: 60_000,
    })
    for (const person of [bob, carol]) {
      await hand(info, 'Flat', alice, person)
      await person.press(tab(person, 'People'))
      await person.press(button(person, 'Check and agree'))
      await expect(
        person.page.getByText(/Agreed: [^.]* and (Bob|Carol)\.|Settlements of this pot can be final/),
      ).toBeVisible()
      await hand(info, 'Flat', person, alice)
    }
    await hand(info, 'Flat', alice, bob, carol)
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
    await addExpense(carol, 'Late soup', '9') // Carol has not seen the proposal: it is not in it
    await hand(info, 'Flat', alice, bob, carol)
    for (const person of [bob, carol]) {
      await person.press(link(person, 'Look at it'))
      await person.press(button(person, 'I agree'))
      await hand(info, 'Flat', person, alice)
    }
    await alice.press(tab(alice, 'Settle up'))
    await alice.press(link(alice, /^Alice, /))
    await expect(alice.page.getByText('Agreed by everybody')).toBeVisible()
    await transact(alice, 'Approve on chain')
    await look(alice, '11-transaction')
    await expect(alice.page.getByText(/Done: final in block/)).toBeVisible({ timeout: 60_000 })
    await bob.press(tab(bob, 'Settle up'))
    await bob.press(link(bob, /^Alice, /))
    await transact(bob, 'Approve on chain')
    for (const person of [alice, bob])
      await expect(person.page.getByText(/Final since block [\d,]+/)).toBeVisible({ timeout: 60_000 })
  })

  await test.step('Bob pays on the chain and reloads while it is under way; Alice confirms what Carol paid in cash; all are quits', async () => {
    const leg = await planckIn(chain, await button(bob, /^Pay Alice/).innerText())
    const before = await balanceOf(chain, 'Alice')
    await transact(bob, /^Pay Alice/)
    await expect(bob.page.getByText('Sent. Waiting for a block…')).toBeVisible()
    await bob.page.reload()
    await expect(bob.page.getByText(/Paid on chain/)).toBeVisible({ timeout: 60_000 })
    expect((await balanceOf(chain, 'Alice')) - before).toBe(leg)
    await transact(alice, /^I got the €2[0-9.]+ another way/)
    await expect(alice.page.getByText('You are quits')).toBeVisible({ timeout: 60_000 })
    await look(alice, '12-quits')
    await alice.press(link(alice, 'View proof'))
    await expect(alice.page.getByText('✓ Matches').first()).toBeVisible({ timeout: 60_000 })
    await expect(alice.page.getByText('according to one node')).toBeVisible()
    await alice.press(alice.page.getByText('Check it by hand'))
    await expect(link(alice, 'Open in polkadot.js')).toHaveAttribute(
      'href',
      /^https:\/\/polkadot\.js\.org\/apps\/\?rpc=.*query\/0x[0-9a-f]{64}$/,
    )
    await look(alice, '13-proof')
    await alice.press(tab(alice, 'Pot'))
    await expect(alice.page.getByText('You owe Carol €3.00')).toBeVisible()
    await expect(alice.page.getByText('Came late')).toBeVisible()
    await expect(alice.page.getByText('✓ Settled')).toHaveCount(2)
    await look(alice, '14-pot-settled')
  })

  await test.step('the expense that came late goes to the next settlement; Bob declines in his wallet first, and nothing happens', async () => {
    await alice.press(tab(alice, 'Settle up'))
    await alice.write(field(alice, /^1 EUR in/), '0.5')
    await alice.press(button(alice, 'Propose this settlement'))
    await transact(alice, 'Approve on chain')
    await expect(alice.page.getByText(/Done: final in block/)).toBeVisible({ timeout: 60_000 })
    await hand(info, 'Flat', alice, bob)
    await bob.press(link(bob, 'Look at it'))
    await bob.press(button(bob, 'I agree'))
    bob.wallet.setMood('refuses to sign')
    const asked = bob.wallet.requests.length
    await transact(bob, 'Approve on chain')
    await expect.poll(() => bob.wallet.requests.length).toBe(asked + 1)
    await expect(bob.page.getByText('Checked. Nothing is signed yet.')).toBeVisible()
    bob.wallet.setMood('signs')
    await bob.press(button(bob, 'Sign and send'))
    await expect(bob.page.getByText(/Final since block/)).toBeVisible({ timeout: 60_000 })
    await expect(bob.page.getByText('Final. Payments are open.')).toBeVisible()
    await hand(info, 'Flat', bob, alice)
  })

  await test.step('a stranger with an empty browser, the pot file and an endpoint rebuilds every settlement live', async () => {
    const dave = await createPerson(browser, app.url, hands, [])
    await hand(info, 'Flat', alice, dave)
    await setNetwork(dave, chain, false)
    await openPot(dave, 'Flat')
    await expect(dave.page.getByText(/final since block [\d,]+/)).toBeVisible({ timeout: 60_000 })
    await expect(dave.page.getByText(/(Alice|Bob) owes Carol €3\.00/)).toHaveCount(2)
    await dave.press(tab(dave, 'Proof'))
    await expect(dave.page.getByText('✓ Matches')).toHaveCount(3, { timeout: 60_000 }) // the whole, and each of two settlements
    await dave.press(tab(dave, 'Pot'))
    await alice.press(link(alice, 'Look at it'))
    await transact(alice, /^Pay Carol/)
    await expect(dave.page.getByText(/(Alice|Bob) owes Carol €3\.00/)).toHaveCount(1, { timeout: 60_000 }) // as it happens
    expect(dave.complaints).toEqual([])
  })

  for (const person of [alice, bob, carol]) expect(person.complaints).toEqual([])
})
