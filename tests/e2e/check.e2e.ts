import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, type Page } from '@playwright/test'
import { KNOWN_CODE } from '../../src/chain/index.ts'
import { connectChain } from '../../src/chain/polkadot/index.ts'
import { createNarrator } from '../../src/cli/demo/narrator.ts'
import { playStory } from '../../src/cli/demo/story.ts'
import type { H160 } from '../../src/domain/index.ts'
import { createDevelopmentWallet } from '../../src/wallet/development/index.ts'
import { SEVEN, textOf } from '../cli/settled-pot.ts'
import { vector } from '../cli/run-quits.ts'
import { createPerson, inspect, type Person } from './person.ts'
import { test } from './quits-test.ts'
import { button, link, openPot, setNetwork, tab, take } from './steps.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

test('a settlement is checked without the app: every value, the explorers, the commands, and the proof file by the command line', async ({
  app,
  browser,
  chain,
}, info) => {
  test.setTimeout(600_000)
  const potFile = info.outputPath('pot.json')
  const proofFile = info.outputPath('proof.json')

  await test.step('a group of seven settles twice', async () => {
    const port = await connectChain([chain.endpoint])
    if (!port.ok) throw new Error(port.error.type)
    const stage = {
      port: port.value,
      contract: chain.contract.replace(/^0x/u, '') as H160,
      knownCode: KNOWN_CODE,
      wallet: createDevelopmentWallet(SEVEN),
      narrator: createNarrator(() => {}),
    }
    const [first] = await playStory(stage, readFileSync(vector('splitwise-seven-people.csv')), chain.endpoint)
    if (!first) throw new Error('nobody is in the story')
    writeFileSync(potFile, textOf(first.session))
    await port.value.close()
  })

  const stranger: Person = await createPerson(browser, app.url, 'pointer', [])
  const { page, press } = stranger
  await test.step('a stranger opens the pot and goes from the proof to the steps', async () => {
    await setNetwork(stranger, chain, false)
    await press(link(stranger, /Quits/).first())
    const title = (JSON.parse(readFileSync(potFile, 'utf8')) as { readonly mirror: { readonly title: string } }).mirror
      .title
    await take(stranger, potFile, title)
    await press(link(stranger, /Quits/).first())
    await openPot(stranger, title)
    await press(tab(stranger, 'Proof'))
    await press(link(stranger, 'Check it yourself'))
    await expect(page.getByRole('heading', { name: 'All of it at once, with one command' })).toBeVisible({
      timeout: 60_000,
    })
    await inspect(stranger, 'check-it-yourself', info.project.name)
  })

  await test.step('values are copied as explorers write them, and links lead to this chain', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await press(page.getByRole('button', { name: 'Copy Group', exact: true }))
    expect(await clipboard(page)).toMatch(/^0x[0-9a-f]{64}$/)
    await press(page.getByRole('button', { name: 'Copy Transaction', exact: true }))
    expect(await clipboard(page)).toMatch(/^\d+-\d+$/)
    await expect(link(stranger, /^Open in polkadot\.js\s*: A majority approved exactly this/)).toHaveAttribute(
      'href',
      /^https:\/\/polkadot\.js\.org\/apps\/\?rpc=ws.*query\/0x[0-9a-f]{64}$/,
    )
    await press(button(stranger, 'Copy From the proof file, offline'))
    expect(await clipboard(page)).toMatch(/^npm run -s quits -- verify-proof \S+\.proof\.json --block 0x[0-9a-f]{64}$/)
    await page.getByRole('combobox', { name: 'Settlement' }).selectOption({ label: 'Settlement 1' })
    await expect(page.getByText('✓ Computed here and on the chain: equal')).toBeVisible()
  })

  await test.step('the saved proof is what the command line checks', async () => {
    const block = (await clipboard(page)).split(' ').at(-1) ?? ''
    const download = page.waitForEvent('download')
    await press(button(stranger, 'Save the proof file'))
    await (await download).saveAs(proofFile)
    await expect(page.getByText(/Saved\. This chain’s blocks name no state/)).toBeVisible()
    const checked = spawnSync(process.execPath, ['src/cli/main.ts', 'verify-proof', proofFile, '--block', block], {
      cwd: root,
      encoding: 'utf8',
    })
    expect(checked.stdout).toContain('Settlement 1 matches')
    expect(checked.status).toBe(3)
  })
  expect(stranger.complaints).toEqual([])
})

const clipboard = (page: Page): Promise<string> => page.evaluate(() => navigator.clipboard.readText())
