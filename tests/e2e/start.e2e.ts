import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@playwright/test'

// What somebody sees who has just cloned the repository.

let server: ChildProcess
let url = ''

test.beforeAll(async () => {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  server = spawn(process.execPath, ['src/cli/start.ts', '--port', '0', '--chain-port', '0', '--relay-port', '0'], {
    cwd: root,
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
  await page.getByRole('button', { name: /^Connect Development/ }).click({ timeout: 60_000 })
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
})
