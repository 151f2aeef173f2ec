import { expect } from '@playwright/test'
import { balanceOf, freezeToken, tokenBalanceOf } from './chain-account.ts'
import { createPerson, inspect, type Person } from './person.ts'
import { test } from './quits-test.ts'
import { addExpense, bindWallet, button, field, hand, join, link, openPot, setNetwork, tab, transact } from './steps.ts'

// Zoe's account was never told to the chain's contracts: whatever she signs first does that too.

test('a pot is paid in a token: chosen when it is tied, settled at an agreed rate, refused while it is frozen, paid with one signature, quits, proven', async ({
  app,
  browser,
  chain,
}, info) => {
  test.setTimeout(600_000)
  const look = (person: Person, name: string) => inspect(person, `token-${name}`, info.project.name)
  const alice = await createPerson(browser, app.url, 'pointer', ['Alice'])
  const zoe = await createPerson(browser, app.url, 'pointer', ['Zoe'])
  const signed = (): number => zoe.wallet.requests.length

  await test.step('Alice founds a pot with Zoe, and names two contracts, which say what they pay in', async () => {
    await setNetwork(alice, chain, true)
    await alice.write(field(alice, 'Another contract, for other money'), chain.tokenContract)
    await alice.press(button(alice, 'Save and connect'))
    await expect(alice.page.getByText('Payments can be made in UNIT and DEVUSD.')).toBeVisible()
    await look(alice, '01-settings')
    await alice.press(link(alice, /Quits/).first())
    await alice.press(link(alice, 'Start a pot'))
    await alice.write(field(alice, 'What is it for?'), 'Trip')
    await alice.write(field(alice, 'Your name'), 'Alice')
    await alice.write(field(alice, 'Person 1'), 'Zoe')
    await alice.press(button(alice, 'Create pot'))
    await addExpense(alice, 'Hut', '60')
    await addExpense(alice, 'House', '4000000', 'JPY')
    await join(info, 'Trip', alice, zoe, 'Zoe')
    await setNetwork(zoe, chain, false)
    await openPot(zoe, 'Trip')
    await bindWallet(alice, 'Alice')
    await bindWallet(zoe, 'Zoe')
    await hand(info, 'Trip', zoe, alice)
  })

  await test.step('Alice chooses the token, and Zoe agrees to what its contract says', async () => {
    await alice.press(tab(alice, 'People'))
    await alice.press(alice.page.getByRole('radio', { name: 'DEVUSD, a token of the chain' }))
    await expect(alice.page.getByText('Whoever pays in DEVUSD also needs a little UNIT for the fee.')).toBeVisible()
    await alice.press(button(alice, 'Create the group on the chain'))
    await expect(alice.page.getByText('Fee, at most')).toBeVisible({ timeout: 60_000 })
    await expect(alice.page.getByText('and payments are made in DEVUSD. No money moves now.')).toBeVisible()
    await look(alice, '02-choice')
    await alice.press(button(alice, 'Sign and send'))
    await expect(alice.page.getByText('Alice has created a group on the chain for this pot.')).toBeVisible({
      timeout: 60_000,
    })
    await hand(info, 'Trip', alice, zoe)
    await zoe.press(tab(zoe, 'People'))
    await expect(zoe.page.getByText('Payments are made in DEVUSD.')).toBeVisible()
    await look(zoe, '03-agree')
    await zoe.press(button(zoe, 'Check and agree'))
    await expect(zoe.page.getByText('Settlements of this pot can be final on the chain.')).toBeVisible()
    await hand(info, 'Trip', zoe, alice)
    await alice.press(tab(alice, 'People'))
    await expect(alice.page.getByText('2 of 2 approvals make a settlement final')).toBeVisible({ timeout: 60_000 })
    await alice.press(alice.page.getByText('Addresses'))
    await look(alice, '04-tied')
  })

  await test.step('the settlement converts into the token; Zoe’s approval also prepares her account, in one signature', async () => {
    await alice.press(tab(alice, 'Settle up'))
    await alice.write(field(alice, '1 EUR in DEVUSD'), '1.1')
    await alice.write(field(alice, '1 JPY in DEVUSD'), '0.0065')
    await expect(alice.page.getByText('33 DEVUSD on the chain')).toBeVisible()
    await look(alice, '05-rates')
    await alice.press(button(alice, 'Propose this settlement'))
    await hand(info, 'Trip', alice, zoe)
    await zoe.press(link(zoe, 'Look at it'))
    await zoe.press(button(zoe, 'I agree'))
    await hand(info, 'Trip', zoe, alice)
    await alice.press(tab(alice, 'Settle up'))
    await alice.press(link(alice, /^Alice, /))
    await transact(alice, 'Approve on chain')
    await expect(alice.page.getByText(/Done: final in block/)).toBeVisible({ timeout: 60_000 })
    await zoe.press(tab(zoe, 'Settle up'))
    await zoe.press(link(zoe, /^Alice, /))
    const before = signed()
    await zoe.press(button(zoe, 'Approve on chain'))
    await expect(zoe.page.getByText('The same signature tells your account to the chain’s contracts')).toBeVisible({
      timeout: 60_000,
    })
    await look(zoe, '06-first-call')
    await zoe.press(button(zoe, 'Sign and send'))
    await expect(zoe.page.getByText(/Final since block [\d,]+/)).toBeVisible({ timeout: 60_000 })
    expect(signed()).toBe(before + 1)
  })

  await test.step('Zoe lacks the token for one payment, and is told how much of it she has', async () => {
    await zoe.press(button(zoe, 'Pay Alice 13,000 DEVUSD'))
    await expect(zoe.page.getByText(/Your account does not hold enough of the token that this is paid in/)).toBeVisible(
      { timeout: 60_000 },
    )
    await expect(zoe.page.getByText('10,000 DEVUSD', { exact: true })).toBeVisible()
    await look(zoe, '07-lacking')
    await zoe.press(button(zoe, 'Cancel'))
  })

  await test.step('while the issuer has frozen the token, nothing is signed and the payment stays open', async () => {
    await freezeToken(chain, true)
    await zoe.press(button(zoe, 'Pay Alice 33 DEVUSD'))
    await expect(zoe.page.getByText(/The token’s issuer has frozen it, or one of the accounts/)).toBeVisible({
      timeout: 60_000,
    })
    await look(zoe, '08-frozen')
    await freezeToken(chain, false)
    await zoe.press(button(zoe, 'Cancel'))
  })

  await test.step('the payment takes one signature and moves exactly its amount', async () => {
    const [tokens, native] = [await tokenBalanceOf(chain, 'Alice'), await balanceOf(chain, 'Alice')]
    const before = signed()
    await zoe.press(button(zoe, 'Pay Alice 33 DEVUSD'))
    await expect(zoe.page.getByText('One signature allows the contract exactly 33 DEVUSD and pays it')).toBeVisible({
      timeout: 60_000,
    })
    await expect(zoe.page.getByText(/^[\d.]+ UNIT$/).first()).toBeVisible()
    await look(zoe, '09-pay')
    // Whoever presses twice is asked once.
    await button(zoe, 'Sign and send').evaluate((element: HTMLElement) => {
      element.click()
      element.click()
    })
    await expect(zoe.page.getByText(/Paid on chain/)).toBeVisible({ timeout: 60_000 })
    expect(signed()).toBe(before + 1)
    expect([await tokenBalanceOf(chain, 'Alice'), await balanceOf(chain, 'Alice')]).toEqual([
      tokens + 33_000_000n,
      native,
    ])
    await zoe.press(zoe.page.getByText('Other ways to pay Alice'))
    await expect(zoe.page.getByText('13000.000000', { exact: true })).toBeVisible()
    await expect(button(zoe, 'Copy Token DEVUSD')).toBeVisible()
    await expect(button(zoe, 'Copy Asset number of DEVUSD')).toBeVisible()
    await look(zoe, '10-by-hand')
  })

  await test.step('Alice confirms what came another way; all are quits, and the proof names the token', async () => {
    await transact(alice, /^I got the .* another way/)
    await expect(alice.page.getByText('You are quits')).toBeVisible({ timeout: 60_000 })
    await look(alice, '11-quits')
    await alice.press(link(alice, 'View proof'))
    await expect(alice.page.getByText('✓ Matches').first()).toBeVisible({ timeout: 60_000 })
    await look(alice, '12-proof')
    await alice.press(link(alice, 'Check it yourself'))
    await expect(alice.page.getByText('DEVUSD, 6 decimals')).toBeVisible()
    await expect(alice.page.getByText('33000000', { exact: true })).toBeVisible()
    await expect(alice.page.getByText(/UNIT/)).toHaveCount(0)
    await look(alice, '13-check')
  })

  for (const person of [alice, zoe]) expect(person.complaints).toEqual([])
})
