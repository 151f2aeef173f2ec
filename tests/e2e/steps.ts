// What people do, step by step, whichever hands they use.

import { expect, type Locator, type TestInfo } from '@playwright/test'
import type { Person } from './person.ts'
import type { RunningChain } from './surroundings.ts'

export const tab = ({ page }: Person, name: string): Locator =>
  page.getByRole('navigation', { name: /: screens/ }).getByRole('link', { name, exact: true })
export const button = ({ page }: Person, name: string | RegExp): Locator => page.getByRole('button', { name })
export const link = ({ page }: Person, name: string | RegExp): Locator => page.getByRole('link', { name })
export const field = ({ page }: Person, name: string | RegExp): Locator =>
  page.getByLabel(name, { exact: typeof name === 'string' })

/** Chooses the node, and with `contract` the one that new groups are created in. */
export async function setNetwork(person: Person, chain: RunningChain, contract: boolean): Promise<void> {
  await person.press(person.page.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name: 'Settings' }))
  await person.write(field(person, 'Address of a node'), chain.endpoint)
  if (contract) await person.write(field(person, 'Contract'), chain.contract)
  await person.press(button(person, 'Save and connect'))
  await expect(person.page.getByText('✓ Connected to')).toBeVisible({ timeout: 60_000 })
}

/** From the list of pots into one. */
export async function openPot(person: Person, title: string): Promise<void> {
  await person.press(link(person, /Quits/).first())
  await person.press(link(person, new RegExp(title)))
  await expect(person.page.getByRole('heading', { level: 1, name: title })).toBeVisible()
}

/** Adds an expense that everybody shares, in the pot's euros or in another currency that stays what it is. */
export async function addExpense(person: Person, what: string, amount: string, currency?: string): Promise<void> {
  await person.press(tab(person, 'Pot'))
  await person.press(link(person, 'Add expense'))
  await person.write(field(person, 'What was it?'), what)
  await person.write(field(person, 'Amount'), amount)
  if (currency !== undefined) {
    await field(person, 'Currency').selectOption(currency)
    await person.press(person.page.getByRole('checkbox', { name: 'Count it in EUR' }))
  }
  await person.press(button(person, 'Save'))
  await expect(person.page.getByText(`Added: ${what}`).last()).toBeVisible()
}

/** Hands a pot from one to the others, as people send files. */
export async function hand(info: TestInfo, title: string, from: Person, ...to: readonly Person[]): Promise<void> {
  const path = info.outputPath(`pot-${Math.random()}.json`)
  await from.press(tab(from, 'Pot'))
  await from.savePot(path)
  for (const person of to) await take(person, path, title)
}

/** Opens a pot file, on the pot's own screen or on the list of pots. */
export async function take(person: Person, path: string, title: string): Promise<void> {
  if (await tab(person, 'Pot').isVisible()) await person.press(tab(person, 'Pot'))
  else if (!(await person.page.getByText('Choose a file…').isVisible()))
    await person.press(link(person, /Quits/).first())
  await person.giveFile(path)
  await expect(person.page.getByRole('heading', { level: 1, name: title })).toBeVisible()
  await expect(person.page.getByText(/taken in|Nothing new/).last()).toBeVisible()
}

/** Somebody says who they are, and the founder confirms it. */
export async function join(
  info: TestInfo,
  title: string,
  founder: Person,
  person: Person,
  name: string,
): Promise<void> {
  await hand(info, title, founder, person)
  await person.press(button(person, `I am ${name}`))
  await expect(person.page.getByText(`Waiting for somebody to confirm that you are ${name}`)).toBeVisible()
  await hand(info, title, person, founder)
  await founder.press(button(founder, `Yes, this is ${name}`))
  await hand(info, title, founder, person)
  await expect(person.page.getByText('Who are you?')).toBeHidden()
}

/** Connects the test wallet, reads what will be signed, and signs it. */
export async function bindWallet(person: Person, account: string): Promise<void> {
  await person.press(tab(person, 'People'))
  await person.press(button(person, 'Connect a wallet'))
  await person.press(button(person, 'Connect quits-test'))
  await person.press(button(person, new RegExp(`^${account} \\w{6}…`)))
  await expect(field(person, 'Text to sign')).toContainText('Signing moves no money')
  await person.press(button(person, 'Sign this text'))
  await expect(person.page.getByText('Your wallet is connected to this pot:')).toBeVisible()
}

/** From the wish to what it costs, and the signature. */
export async function transact(person: Person, action: string | RegExp): Promise<void> {
  await person.press(button(person, action))
  await expect(person.page.getByText('Fee, at most')).toBeVisible({ timeout: 60_000 })
  await person.press(button(person, 'Sign and send'))
}
