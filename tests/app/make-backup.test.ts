import { expect, test } from 'vitest'
import { makeBackup, openBackup } from '../../src/app/backup/index.ts'
import { openAgeFile } from '../../src/crypto/age/index.ts'
import { err } from '../../src/domain/index.ts'
import { parseBackup } from '../../src/formats/index.ts'
import { createInstallation, dinner, EUR, must } from './people.ts'
import { addEntry, createQuits } from '../../src/app/index.ts'

const PASSPHRASE = 'correct horse battery'
const contentOf = async (file: Uint8Array): Promise<Uint8Array> =>
  must(await openAgeFile(file, { type: 'passphrase', passphrase: PASSPHRASE })).bytes

test('the backup of an installation holds each of its pots and its account', async () => {
  const quits = await createInstallation()
  const draft = { currency: EUR, you: 'Alice', others: ['Bob'], chain: null }
  const lisbon = must(await quits.createPot({ title: 'Lisbon', ...draft }))
  const flat = must(await quits.createPot({ title: 'Flat', ...draft }))
  must(await addEntry(flat, dinner(flat, 'Alice', 1000)))
  const file = must(await makeBackup(quits, PASSPHRASE, 1))
  const { contents, accountSeed, pots, losses } = must(await parseBackup(await contentOf(file)))
  expect(losses).toEqual([])
  const { account } = must(await quits.ports.storage.keys.loadOrCreate())
  expect(account).toEqual({ kind: 'seed', seed: accountSeed })
  expect(contents).toMatchObject({ device: quits.identity.signer.device, account: quits.identity.account })
  expect(new Map(pots.map(({ pot, log }) => [pot, log.events.size]))).toEqual(
    new Map([lisbon, flat].map((session) => [session.id, session.stored().length])),
  )
})

test('[threat: storage lost, quota, crash between write and send] a pot of which nothing here can be used costs no other its backup', async () => {
  const quits = await createInstallation()
  const draft = { currency: EUR, you: 'Alice', others: ['Bob'], chain: null }
  const lisbon = must(await quits.createPot({ title: 'Lisbon', ...draft }))
  const flat = must(await quits.createPot({ title: 'Flat', ...draft }))
  const { logs } = quits.ports.storage
  const events = [...flat.log().events.values()]
  flat.close()
  must(await logs.remove(flat.id))
  must(await logs.append(flat.id, events.slice(1)))
  const file = must(await makeBackup(quits, PASSPHRASE, 1))
  const { pots, losses } = must(await parseBackup(await contentOf(file)))
  expect(pots.map(({ pot }) => pot)).toEqual([lisbon.id])
  expect(losses).toEqual([{ type: 'PotLost', pot: flat.id, title: `${flat.id.slice(0, 8)}…` }])
})

test('what is damaged in the store is missing in a backup of it, and the backup says so', async () => {
  const quits = await createInstallation()
  const lisbon = must(await quits.createPot({ title: 'Lisbon', currency: EUR, you: 'Alice', others: [], chain: null }))
  must(await addEntry(lisbon, dinner(lisbon, 'Alice', 1000)))
  const events = [...lisbon.log().events.values()]
  const last = events.at(-1) as (typeof events)[number]
  lisbon.close()
  const { logs } = quits.ports.storage
  must(await logs.remove(lisbon.id))
  const damaged = { ...last, stored: { ...last.stored, signature: new Uint8Array(64) } }
  must(await logs.append(lisbon.id, [...events.slice(0, -1), damaged]))
  const { losses } = must(await parseBackup(await contentOf(must(await makeBackup(quits, PASSPHRASE, 1)))))
  const [saved, of] = [events.length - 1, events.length]
  expect(losses).toEqual([{ type: 'PotIncomplete', pot: lisbon.id, title: 'Lisbon', saved, of }])
})

test('[threat: storage lost, quota, crash between write and send] where nothing more can be stored a backup is made all the same', async () => {
  const quits = await createInstallation()
  const draft = { currency: EUR, you: 'Alice', others: ['Bob'], chain: null }
  const lisbon = must(await quits.createPot({ title: 'Lisbon', ...draft }))
  const { storage } = quits.ports
  const full = {
    ...storage,
    settings: { ...storage.settings, set: async () => err({ type: 'QuotaExceeded' } as const) },
  }
  const file = must(await makeBackup({ ...quits, ports: { ...quits.ports, storage: full } }, PASSPHRASE, 1))
  expect(must(await parseBackup(await contentOf(file))).pots.map(({ pot }) => pot)).toEqual([lisbon.id])
})

test('what makes a backup or looks into one verifies its signatures where those of pots are verified', async () => {
  const { ports } = await createInstallation()
  const asked: number[] = []
  const verifierFor = async (signatures: number): Promise<null> => (asked.push(signatures), null)
  const quits = must(await createQuits({ ...ports, verifierFor }))
  const lisbon = must(await quits.createPot({ title: 'Lisbon', currency: EUR, you: 'Alice', others: [], chain: null }))
  const count = lisbon.stored().length
  asked.length = 0
  const file = must(await makeBackup(quits, PASSPHRASE, 1))
  expect(asked).toEqual([count])
  must(await openBackup(quits, file, PASSPHRASE))
  expect(asked).toEqual([count, count])
})
