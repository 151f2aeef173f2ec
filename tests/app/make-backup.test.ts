import { expect, test } from 'vitest'
import { makeBackup } from '../../src/app/backup/index.ts'
import { openAgeFile } from '../../src/crypto/age/index.ts'
import { parseBackup } from '../../src/formats/index.ts'
import { createInstallation, dinner, EUR, must } from './people.ts'
import { addEntry } from '../../src/app/index.ts'

test('the backup of an installation holds each of its pots and its account', async () => {
  const quits = await createInstallation()
  const draft = { currency: EUR, you: 'Alice', others: ['Bob'], chain: null }
  const lisbon = must(await quits.createPot({ title: 'Lisbon', ...draft }))
  const flat = must(await quits.createPot({ title: 'Flat', ...draft }))
  must(await addEntry(flat, dinner(flat, 'Alice', 1000)))
  const passphrase = 'correct horse battery'
  const file = must(await makeBackup(quits, passphrase, 1))
  const opened = must(await openAgeFile(file, { type: 'passphrase', passphrase }))
  const { contents, accountSeed, pots, losses } = must(await parseBackup(opened.bytes))
  expect(losses).toEqual([])
  const { account } = must(await quits.ports.storage.keys.loadOrCreate())
  expect(account).toEqual({ kind: 'seed', seed: accountSeed })
  expect(contents).toMatchObject({ device: quits.identity.signer.device, account: quits.identity.account })
  expect(new Map(pots.map(({ pot, log }) => [pot, log.events.size]))).toEqual(
    new Map([lisbon, flat].map((session) => [session.id, session.stored().length])),
  )
})
