import { readFile } from 'node:fs/promises'
import { expect } from '@playwright/test'
import { openAgeFile } from '../../src/crypto/age/index.ts'
import { parseBackup } from '../../src/formats/index.ts'
import { createPerson, inspect } from './person.ts'
import { test } from './quits-test.ts'
import { button, field } from './steps.ts'

test('the settings save a backup that holds the pots and the account @phone', async ({ app, browser }, info) => {
  const alex = await createPerson(browser, app.url, 'pointer', [])
  await alex.press(button(alex, 'Try a demo pot'))
  await expect(alex.page.getByText('You owe Bob €60.80')).toBeVisible()
  await alex.page.goto(`${app.url}#/settings`)

  // 1. A passphrase that is too short, and two that differ.
  await alex.write(field(alex, 'Passphrase'), 'short')
  await alex.press(button(alex, 'Save a backup'))
  await expect(alex.page.getByText('Too short: 12 characters or more.')).toBeVisible()
  await alex.write(field(alex, 'Passphrase'), 'correct horse battery')
  await alex.press(button(alex, 'Save a backup'))
  await expect(alex.page.getByText('The two passphrases differ.')).toBeVisible()
  await inspect(alex, '50-backup-refused', info.project.name)

  // 2. A good one.
  await alex.write(field(alex, 'Passphrase once more'), 'correct horse battery')
  const download = alex.page.waitForEvent('download', { timeout: 60_000 })
  await alex.press(button(alex, 'Save a backup'))
  const path = await (await download).path()
  await expect(alex.page.getByText('Backup saved.')).toBeVisible()
  await inspect(alex, '51-backup', info.project.name)
  expect(alex.complaints).toEqual([])

  // 3. What is in it.
  const opened = await openAgeFile(await readFile(path), { type: 'passphrase', passphrase: 'correct horse battery' })
  if (!opened.ok) throw new Error(opened.error.type)
  const backup = await parseBackup(opened.value.bytes)
  if (!backup.ok) throw new Error(backup.error.type)
  expect(backup.value.losses).toEqual([])
  expect(backup.value.accountSeed).toHaveLength(32)
  expect(backup.value.pots).toHaveLength(1)
})
