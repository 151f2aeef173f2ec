import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@playwright/test'
import { sampleViews } from '../../src/ui/development/sample-views.ts'
import { inspect } from './person.ts'

// What somebody sees who has just cloned the repository.

let server: ChildProcess
let url = ''

test.beforeAll(async () => {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  server = spawn(process.execPath, ['src/cli/start.ts', '--port', '0', '--chain-port', '0', '--relay-port', '0'], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production' }, // whatever the shell says, it is a development build
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (!server.stdout) throw new Error('nothing to read from')
  for await (const line of createInterface({ input: server.stdout })) {
    url = /^Quits\s+(\S+)/.exec(line)?.[1] ?? ''
    if (url !== '') break
  }
  server.stdout.resume()
})
test.afterAll(async () => {
  if (server.exitCode !== null) return
  const ended = once(server, 'exit')
  server.kill('SIGINT')
  await ended
})

test('npm start: the dApp knows its chain, offers development accounts, and makes a group of three on it @desktop', async ({
  page,
}) => {
  test.setTimeout(180_000)

  // 1. A wallet of a development account, without any setting.
  await page.goto(url)
  await page.getByRole('button', { name: 'Try a demo pot' }).click({ timeout: 60_000 }) // the first visit compiles
  await page.getByRole('link', { name: 'People' }).click()
  await page.getByRole('button', { name: 'Connect a wallet' }).click()
  await page.getByRole('button', { name: /^Show accounts Development/ }).click({ timeout: 60_000 }) // the first use compiles
  await page.getByRole('button', { name: /^Alice/ }).click()
  await expect(page.getByLabel('Text to sign')).toContainText('Signing moves no money')
  await page.getByRole('button', { name: 'Sign this text' }).click()
  await expect(page.getByText('Your wallet is connected to this pot:')).toBeVisible()

  // 2. A whole group with one button.
  await page.getByRole('link', { name: 'Quits' }).click()
  await page.getByRole('button', { name: 'Create a demo group' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Shared flat' })).toBeVisible({ timeout: 60_000 })
  await expect(page.getByText(/^Up to date with block [\d,]+, according to one node$/)).toBeVisible({ timeout: 60_000 })
  await page.getByRole('link', { name: 'People' }).click()
  await expect(page.getByText('2 of 3 approvals make a settlement final')).toBeVisible()

  // 3. A second node confirms the first; a contract that is none of ours is refused.
  await page.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name: 'Settings' }).click()
  const endpoint = await page.getByLabel('Address of a node').inputValue()
  const contract = await page.getByLabel('Contract', { exact: true }).inputValue()
  const other = page.getByLabel('Another contract, for other money')
  const tokenContract = await other.inputValue()
  await expect(page.getByLabel('Network')).toHaveValue('')
  await page.getByLabel('Network').selectOption({ label: 'Paseo Asset Hub' })
  await expect(page.getByLabel('Address of a node')).toHaveValue(/^wss:.*paseo/)
  await expect(page.getByRole('link', { name: 'Get test tokens for free' })).toBeVisible()
  await page.getByLabel('Address of a node').fill(endpoint)
  await page.getByLabel('Address of a second node').fill(endpoint.replace('127.0.0.1', 'localhost'))
  await page.getByLabel('Contract', { exact: true }).fill('11'.repeat(20))
  await page.getByRole('button', { name: 'Save and connect' }).click()
  await expect(page.getByText('At this address there is no contract that this version of Quits knows')).toBeVisible()
  await page.getByLabel('Contract', { exact: true }).fill(contract)
  await other.fill(tokenContract)
  await page.getByRole('button', { name: 'Save and connect' }).click()
  await expect(page.getByText('✓ Connected to')).toBeVisible()
  await expect(page.getByText('Payments can be made in UNIT and DEVUSD.')).toBeVisible()
  await page.getByRole('link', { name: 'Quits' }).click()
  await page.getByRole('link', { name: /Shared flat/ }).click()
  await expect(page.getByText(/^Up to date with block [\d,]+, two nodes agree$/)).toBeVisible({ timeout: 30_000 })

  // 4. The proof asks both, each by itself.
  await page.getByRole('link', { name: 'Proof' }).click()
  await expect(page.getByText('Trust: 2 nodes agree.')).toBeVisible({ timeout: 60_000 })
  await expect(page.getByText(/blocks, events and record of the contract: ws:\S+ and ws:\S+\./)).toBeVisible()
})

for (const [name, width] of [
  ['wide', 1280],
  ['narrow', 360],
] as const)
  test(`a development build shows every state of a transaction and of a wallet, ${name} @desktop`, async ({ page }) => {
    test.setTimeout(180_000)
    await page.setViewportSize({ width, height: 800 })
    await page.goto(`${url}#/development/states`)
    await expect(page.getByRole('heading', { level: 1, name: 'States of a transaction' })).toBeVisible({
      timeout: 60_000,
    })
    const kinds = sampleViews().map(({ kind }) => kind)
    await expect(page.getByRole('heading', { level: 2 })).toHaveCount(kinds.length + 1)
    for (const kind of new Set(kinds))
      await expect(page.getByRole('heading', { name: kind, exact: true }).first()).toBeVisible()
    await expect(page.getByText('Meanwhile this takes more than what was shown here before')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Prepare my account' })).toBeVisible()
    await expect(page.getByRole('link', { name: /^Get it Talisman/ }).last()).toBeVisible()
    for (const status of [
      'Not installed',
      'Installed',
      'Waiting for your answer in the wallet…',
      'Connected, 2 accounts',
    ])
      await expect(page.getByText(status, { exact: true }).last()).toBeVisible()
    await expect(page.getByText('You declined in the wallet')).toBeVisible()
    await inspect({ page }, `states-${name}`, 'development')
  })
