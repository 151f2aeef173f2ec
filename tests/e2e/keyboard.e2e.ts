import { expect, type Locator, type Page } from '@playwright/test'
import { test } from './quits-test.ts'

/** Goes on by Tab until the focus is there. Wherever it stops on the way, it must be seen. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible()
  for (let step = 0; step < 80; step++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
    const unseen = await page.evaluate(unseenFocus)
    expect(unseen, 'the focus cannot be seen').toBeNull()
  }
  throw new Error(`the keyboard does not reach ${String(target)}`)
}

/** Runs in the page: what has the focus without a mark that one can see, or null. */
function unseenFocus(): string | null {
  const focused = document.activeElement
  if (!focused || focused === document.body) return null // the browser's own bar
  if (!focused.matches(':focus')) return null // the button inside a date field, which the browser marks itself
  const marked = [focused, focused.closest('label')].some((each) => {
    if (!each) return false
    const { outlineStyle, outlineWidth } = getComputedStyle(each)
    return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2
  })
  const { width, height, top, bottom } = (focused.closest('label') ?? focused).getBoundingClientRect()
  const isInView = width > 0 && height > 0 && bottom > 0 && top < innerHeight
  return marked && isInView ? null : focused.outerHTML.slice(0, 200)
}

test('by keyboard alone: found a pot, add an expense, propose to settle; the focus is always seen @desktop', async ({
  app,
  page,
}) => {
  const button = (name: string): Locator => page.getByRole('button', { name, exact: true })
  const link = (name: string): Locator => page.getByRole('link', { name, exact: true })
  const press = async (target: Locator, key = 'Enter'): Promise<void> => {
    await tabTo(page, target)
    await page.keyboard.press(key)
  }
  const type = async (label: string, text: string): Promise<void> => {
    await tabTo(page, page.getByLabel(label, { exact: true }))
    await page.keyboard.press('ControlOrMeta+A')
    await page.keyboard.type(text)
  }
  const expectScreen = async (title: string): Promise<void> => {
    const heading = page.getByRole('heading', { level: 1, name: title })
    await expect(heading).toBeVisible()
    await expect(heading).toBeFocused() // a new screen is read from its title on
  }
  await page.goto(app.url)
  await expect(button('Try a demo pot')).toBeVisible()

  // 1. The first stop leads past the menu.
  await page.keyboard.press('Tab')
  await expect(link('Skip to content')).toBeFocused()
  await expect(link('Skip to content')).toBeInViewport()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()

  // 2. A pot of three; Enter in a name asks for the next one.
  await press(link('Start a pot'))
  await expectScreen('New pot')
  await type('What is it for?', 'Cabin')
  await type('Your name', 'Alice')
  await type('Person 1', 'Bob')
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Person 2')).toBeFocused()
  await page.keyboard.type('Carol')
  await press(button('Create pot'))
  await expectScreen('Cabin')

  // 3. An expense that not everybody shares, sent with Enter.
  await press(link('Add expense'))
  await expectScreen('Add expense')
  await type('What was it?', 'Firewood')
  await type('Amount', '45.50')
  await press(page.getByRole('checkbox', { name: 'Carol' }), 'Space')
  await expect(page.getByText('€22.75 each')).toBeVisible()
  await press(button('Save'))
  await expectScreen('Cabin')
  await expect(page.getByText('Bob owes you €22.75')).toBeVisible()

  // 4. Taken back and made again by the notice's own button.
  await press(button('Undo'))
  await expect(page.getByText('Undone.').last()).toBeVisible()
  await expect(page.getByText('Bob owes you')).toBeHidden()
  await press(page.getByText('Deleted entries (1)'))
  await press(link('Firewood'))
  await expectScreen('Deleted entry')
  await press(button('Restore'))
  await expect(button('Delete')).toBeVisible()

  // 5. The settlement.
  await press(link('Settle up'))
  await expectScreen('Settle up')
  await expect(page.getByText('Bob pays Alice')).toBeVisible()
  await press(button('Propose this settlement'))
  await expectScreen('Settlement')
})
