import { expect, test } from 'vitest'
import {
  makeBackup,
  openBackup,
  recoveryState,
  remindLater,
  noteWords,
  restoreBackup,
} from '../../src/app/backup/index.ts'
import { revokeDevice } from '../../src/app/devices/index.ts'
import { rotateKey } from '../../src/app/sync/pot-keys.ts'
import { addEntry, addMember, createQuits, type PotSession, type Quits } from '../../src/app/index.ts'
import { sealAgeFile } from '../../src/crypto/age/index.ts'
import type { Hash32 } from '../../src/domain/index.ts'
import { backupToBytes } from '../../src/formats/index.ts'
import type { Replica } from '../../src/log/index.ts'
import { carry, createInstallation, dinner, EUR, must } from './people.ts'

const PASSPHRASE = 'correct horse battery'
const found = async (quits: Quits, title = 'Lisbon'): Promise<PotSession> =>
  must(await quits.createPot({ title, currency: EUR, you: 'Alice', others: ['Bob'], chain: null }))
const restart = async ({ ports }: Quits): Promise<Quits> => must(await createQuits(ports))
const relays = ['wss://relay.example/v1']

/** A phone with a pot on a relay, and a backup of it. */
const phoneWithBackup = async (): Promise<{
  readonly phone: Quits
  readonly pot: PotSession
  readonly file: Uint8Array
}> => {
  const phone = await createInstallation()
  const pot = await found(phone)
  must(await rotateKey(pot))
  const { salt } = pot.fold().open.genesis
  must(await phone.ports.storage.access.set({ pot: pot.id, salt, relays, keys: [], head: null, claim: null }))
  return { phone, pot, file: must(await makeBackup(phone, PASSPHRASE, 1)) }
}

test('[ME1] a backup restored in a fresh installation makes it the same person on a new device, with the keys of its pots', async () => {
  const { phone, pot, file } = await phoneWithBackup()
  const fresh = await createInstallation()
  const preview = must(await openBackup(fresh, file, PASSPHRASE))
  expect(preview).toMatchObject({
    account: 'taken',
    isDamaged: false,
    pots: [{ title: 'Lisbon', events: pot.stored().length, fresh: pot.stored().length }],
  })
  // Looking at it changed nothing.
  expect(must(await fresh.pots())).toEqual([])
  expect(must(await restoreBackup(fresh, preview))).toEqual({ added: pot.stored().length, isRestartNeeded: true })
  const tablet = await restart(fresh)
  expect(tablet.identity.account).toBe(phone.identity.account)
  expect(tablet.identity.signer.device).not.toBe(phone.identity.signer.device)
  const access = must(await tablet.ports.storage.access.get(pot.id))
  expect(access).toMatchObject({ relays, claim: null })
  expect(access?.keys.map(({ id }) => id)).toEqual([...pot.fold().open.keys.keys()])

  // Again, now as the same person: nothing new but the device, which is registered.
  const again = must(await openBackup(tablet, file, PASSPHRASE))
  expect(again).toMatchObject({ account: 'own', pots: [{ fresh: 0 }] })
  expect(must(await restoreBackup(tablet, again))).toEqual({ added: 0, isRestartNeeded: false })
  const here = must(await tablet.open(pot.id))
  must(await addEntry(here, dinner(here, 'Alice', 1000)))
  await carry(here, phone)
  expect(pot.fold().open.live.size).toBe(1)
})

test('[ME1] after a restore the list of pots knows who one is there, before any pot is opened', async () => {
  const { phone, pot } = await phoneWithBackup()
  must(await addEntry(pot, dinner(pot, 'Alice', 1000)))
  const fresh = await createInstallation()
  const preview = must(await openBackup(fresh, must(await makeBackup(phone, PASSPHRASE, 1)), PASSPHRASE))
  must(await restoreBackup(fresh, preview))
  const tablet = await restart(fresh)
  expect(must(await tablet.glance(pot.id)).mine).toMatchObject([{ amount: 500n }])
})

test('[threat: malicious snapshot or backup] a backup is a union: nothing is undone, and another account does not take over', async () => {
  const { phone, pot, file } = await phoneWithBackup()
  must(await addEntry(pot, dinner(pot, 'Alice', 1000)))
  const older = must(await openBackup(phone, file, PASSPHRASE))
  expect(must(await restoreBackup(phone, older))).toEqual({ added: 0, isRestartNeeded: false })
  expect(pot.fold().open.live.size).toBe(1)

  const bob = await createInstallation()
  await found(bob, 'Flat')
  const before = bob.identity.account
  const preview = must(await openBackup(bob, file, PASSPHRASE))
  expect(preview.account).toBe('other')
  must(await restoreBackup(bob, preview))
  expect((await restart(bob)).identity.account).toBe(before)
  const read = must(await bob.open(pot.id))
  expect(read.fold().open.devices.has(bob.identity.signer.device)).toBe(false)
})

test('[threat: malicious snapshot or backup] of relays in a backup those are taken that a person could enter, and no more of them; a false salt opens nothing', async () => {
  const { phone, pot } = await phoneWithBackup()
  const { account } = must(await phone.ports.storage.keys.loadOrCreate())
  const { salt } = pot.fold().open.genesis
  const many = Array.from({ length: 12 }, (_, index) => `wss://many${index}.example/v1`)
  const bad = ['no address', 'https://page.example/', 'ws://open.example/v1', 'wss://user:secret@relay.example/v1', '']
  const sealed = async (saltOf: Hash32): Promise<Uint8Array> => {
    const met = { pot: pot.id, salt: saltOf, relays: [...bad, ...many], keys: [], head: null }
    const files = [{ pot: pot.id, log: pot.log() as Replica, fold: pot.fold() }]
    const content = backupToBytes({
      madeAt: 1,
      device: phone.identity.signer.device,
      account,
      access: [met],
      pots: files,
    })
    return must(await sealAgeFile(content, { type: 'passphrase', passphrase: PASSPHRASE, workFactor: 1 }))
  }
  const fresh = await createInstallation()
  must(await restoreBackup(fresh, must(await openBackup(fresh, await sealed(salt), PASSPHRASE))))
  expect(must(await fresh.ports.storage.access.get(pot.id))?.relays).toEqual(many.slice(0, 8))
  // Those that are known stay, first.
  must(await restoreBackup(phone, must(await openBackup(phone, await sealed(salt), PASSPHRASE))))
  expect(must(await phone.ports.storage.access.get(pot.id))?.relays).toEqual([...relays, ...many.slice(0, 7)])

  const other = await createInstallation()
  const preview = must(await openBackup(other, await sealed('ee'.repeat(32) as Hash32), PASSPHRASE))
  expect(preview.backup.losses).toEqual([{ type: 'AccessLost' }])
  must(await restoreBackup(other, preview))
  expect(must(await other.ports.storage.access.get(pot.id))).toBe(null)
})

test('of a damaged file the preview says what could be saved; what is no backup is refused', async () => {
  const { phone, pot } = await phoneWithBackup()
  for (let n = 0; n < 200; n++) must(await addMember(pot, `Friend ${n}`))
  const file = must(await makeBackup(phone, PASSPHRASE, 1))
  const fresh = await createInstallation()
  const damaged = must(await openBackup(fresh, file.slice(0, -3000), PASSPHRASE))
  expect(damaged.isDamaged).toBe(true)
  expect(damaged.backup.losses).toMatchObject([{ type: 'PotIncomplete', title: 'Lisbon', of: pot.stored().length }])
  expect(damaged.pots[0]?.fresh).toBeGreaterThan(10)
  expect(await openBackup(fresh, file, 'another passphrase')).toEqual({ ok: false, error: { type: 'WrongKey' } })
  expect(await openBackup(fresh, new Uint8Array(100), PASSPHRASE)).toEqual({
    ok: false,
    error: { type: 'NotAnAgeFile' },
  })
  const lock = { type: 'passphrase', passphrase: PASSPHRASE, workFactor: 1 } as const
  const empty = must(await sealAgeFile(new Uint8Array(2000), lock))
  expect(await openBackup(fresh, empty, PASSPHRASE)).toEqual({ ok: false, error: { type: 'NotABackup' } })
})

test('an installation whose own events come back from a backup alone writes no more on that chain', async () => {
  const { phone, pot, file } = await phoneWithBackup()
  pot.close()
  must(await phone.ports.storage.logs.remove(pot.id))
  const emptied = await restart(phone)
  const preview = must(await openBackup(emptied, file, PASSPHRASE))
  expect(preview.account).toBe('own')
  must(await restoreBackup(emptied, preview))
  const here = must(await emptied.open(pot.id))
  expect(await addMember(here, 'Carol')).toEqual({ ok: false, error: { type: 'DeviceCopied' } })
})

test('a reminder comes after meaningful changes, is quiet when asked, and knows the ways back', async () => {
  const phone = await createInstallation()
  const pot = await found(phone)
  expect(must(await recoveryState(phone))).toMatchObject({
    ways: { device: false, words: false, backup: false },
    backupAt: null,
    isDue: false,
  })
  for (let n = 0; n < 20; n++) must(await addMember(pot, `Friend ${n}`))
  expect(must(await recoveryState(phone)).isDue).toBe(true)
  must(await remindLater(phone))
  expect(must(await recoveryState(phone)).isDue).toBe(false)
  for (let n = 20; n < 41; n++) must(await addMember(pot, `Friend ${n}`))
  expect(must(await recoveryState(phone)).isDue).toBe(true)
  must(await makeBackup(phone, PASSPHRASE, 1))
  must(await noteWords(phone))
  expect(must(await recoveryState(phone))).toMatchObject({
    ways: { device: false, words: true, backup: true },
    backupAt: 1_780_000_000,
    since: 0,
    isDue: false,
  })
  must(await revokeDevice(pot, phone.identity.signer.device))
})
