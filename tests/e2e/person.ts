// A person in a test: a browser profile of their own, hands that use either the keyboard alone or the pointer, and a wallet if they have one.

import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { expect, test, type Browser, type BrowserContext, type Locator, type Page } from '@playwright/test'
import { installInjectedWallet, type InjectedTestWallet } from './injected-wallet.ts'

/** How a person works. */
export type Hands = 'keyboard' | 'pointer'

/** Somebody with a browser. */
export interface Person {
  readonly page: Page
  readonly context: BrowserContext
  readonly wallet: InjectedTestWallet
  /** Whatever the page complained about. */
  readonly complaints: readonly string[]
  readonly press: (target: Locator) => Promise<void>
  readonly write: (field: Locator, text: string) => Promise<void>
  /** Takes a file through the page's file button. */
  readonly giveFile: (path: string) => Promise<void>
  /** Saves the pot on the screen to a file. */
  readonly savePot: (path: string) => Promise<void>
}

/** Opens a fresh browser profile. `keys`: development accounts in its test wallet. */
export async function createPerson(
  browser: Browser,
  url: string,
  hands: Hands,
  keys: readonly string[],
): Promise<Person> {
  const context = await browser.newContext({ acceptDownloads: true })
  const page = await context.newPage()
  const wallet = await installInjectedWallet(page, keys)
  const complaints: string[] = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(String(error)))
  await page.goto(url)
  const press = async (target: Locator): Promise<void> => {
    await expect(target).toBeVisible()
    if (hands === 'pointer') return target.click()
    await tabTo(page, target)
    await page.keyboard.press((await isToggle(target)) ? 'Space' : 'Enter')
  }
  const write = async (field: Locator, text: string): Promise<void> => {
    await expect(field).toBeVisible()
    if (hands === 'pointer') return field.fill(text)
    await tabTo(page, field)
    await page.keyboard.press('ControlOrMeta+A')
    await page.keyboard.type(text)
  }
  const giveFile = async (path: string): Promise<void> => {
    const input = page.locator('input[type=file]')
    const chooser = page.waitForEvent('filechooser')
    if (hands === 'pointer') await page.getByText('Choose a file…').click()
    else {
      await tabTo(page, input)
      await page.keyboard.press('Enter')
    }
    await (await chooser).setFiles(path)
  }
  const savePot = async (path: string): Promise<void> => {
    const download = page.waitForEvent('download')
    await press(page.getByRole('button', { name: 'Save pot file' }))
    await (await download).saveAs(path)
  }
  return { page, context, wallet, complaints, press, write, giveFile, savePot }
}

/** Goes on by Tab until the focus is there, as people without a pointer do; everything must be reachable so. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let step = 0; step < 120; step++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`the keyboard does not reach ${String(target)}`)
}

function isToggle(target: Locator): Promise<boolean> {
  return target.evaluate(
    (element) => element instanceof HTMLInputElement && ['checkbox', 'radio'].includes(element.type),
  )
}

/** What a screen must be whoever looks at it: no findings of axe, nothing wider than the window; and a picture for those who look. */
export async function inspect({ page }: Pick<Person, 'page'>, name: string, project: string): Promise<void> {
  const results = await new AxeBuilder({ page }).analyze()
  expect
    .soft(
      results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
      `axe on ${name}`,
    )
    .toEqual([])
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect.soft(overflow, `${name} is wider than the window`).toBe(0)
  await page.screenshot({
    path: join(test.info().project.outputDir, 'screens', project, `${name}.png`),
    fullPage: true,
  })
}
