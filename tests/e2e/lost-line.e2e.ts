import { expect } from '@playwright/test'
import { openLossyLine } from './lossy-line.ts'
import { createPerson, inspect } from './person.ts'
import { test } from './quits-test.ts'
import { bindWallet, button, field, hand, join, link, openPot, setNetwork, tab, transact } from './steps.ts'

test('the line goes right after a transaction was sent: the page says so, and what became of it once the line is back, without a reload @desktop', async ({
  app,
  browser,
  chain,
}, info) => {
  test.setTimeout(300_000)
  const line = await openLossyLine(chain.endpoint)
  const alice = await createPerson(browser, app.url, 'pointer', ['Alice'])
  const bob = await createPerson(browser, app.url, 'pointer', ['Bob'])

  // 1. A pot of two with wallets, and Alice with a line that can go.
  await setNetwork(alice, { ...chain, endpoint: line.url }, true)
  await alice.press(link(alice, /Quits/).first())
  await alice.press(link(alice, 'Start a pot'))
  await alice.write(field(alice, 'What is it for?'), 'Boat')
  await alice.write(field(alice, 'Your name'), 'Alice')
  await alice.write(field(alice, 'Person 1'), 'Bob')
  await alice.press(button(alice, 'Create pot'))
  await join(info, 'Boat', alice, bob, 'Bob')
  await setNetwork(bob, chain, false)
  await openPot(bob, 'Boat')
  await bindWallet(alice, 'Alice')
  await bindWallet(bob, 'Bob')
  await hand(info, 'Boat', bob, alice)

  // 2. The node takes her transaction, and she hears nothing of it.
  await alice.press(tab(alice, 'People'))
  line.loseAfterSending()
  await transact(alice, 'Create the group on the chain')
  await expect(
    alice.page.getByText('The connection was lost after sending. The chain is asked what became of it…'),
  ).toBeVisible({ timeout: 60_000 })
  await inspect(alice, 'line-lost', info.project.name)

  // 3. The line is back, and the page goes on by itself.
  line.mend()
  await expect(alice.page.getByText('Alice has created a group on the chain for this pot.')).toBeVisible({
    timeout: 60_000,
  })
  expect(alice.wallet.requests.filter((each) => (each as { readonly kind: string }).kind === 'payload')).toHaveLength(1)
  // The library of the chain says on the console that a connection went.
  expect(alice.complaints.filter((each) => !each.includes(line.url))).toEqual([])
  await line.close()
})
