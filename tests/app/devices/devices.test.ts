import { expect, test } from 'vitest'
import {
  accountCode,
  createDeviceNames,
  devicesOf,
  joinOwnPot,
  ownDevices,
  recoverAccount,
  recoveryWords,
  renewDevice,
  revokeDevice,
} from '../../../src/app/devices/index.ts'
import {
  addEntry,
  claimMember,
  confirmClaim,
  createQuits,
  type PotSession,
  type Quits,
} from '../../../src/app/index.ts'
import { claimAs } from '../../../src/app/invites/claim-as.ts'
import type { DeviceId } from '../../../src/domain/index.ts'
import { carry, createInstallation, dinner, EUR, memberNamed, must } from '../people.ts'

const found = async (quits: Quits, title = 'Lisbon'): Promise<PotSession> =>
  must(await quits.createPot({ title, currency: EUR, you: 'Alice', others: ['Bob'], chain: null }))
/** The same installation, started again. */
const restart = async ({ ports }: Quits): Promise<Quits> => must(await createQuits(ports))
const words = async (quits: Quits): Promise<string> => must(await recoveryWords(quits)).join(' ')

test('24 words make a new installation the same person, which claims its own member in every pot that it gets', async () => {
  const phone = await createInstallation()
  const there = await found(phone)
  const fresh = await createInstallation()
  must(await recoverAccount(fresh, await words(phone)))
  const tablet = await restart(fresh)
  expect(tablet.identity).toMatchObject({ account: phone.identity.account, holdsAccount: true })
  expect(tablet.identity.signer.device).toBe(fresh.identity.signer.device)
  expect(tablet.identity.sealing).not.toBe(phone.identity.sealing)

  const here = await carry(there, tablet)
  expect(must(await joinOwnPot(here))?.kind).toBe('member.claimed')
  expect(must(await joinOwnPot(here))).toBe(null)
  must(await addEntry(here, dinner(here, 'Alice', 1000)))
  await carry(here, phone)
  expect(there.fold().open.live.size).toBe(1)
  expect(devicesOf(there.fold()).map(({ id, state }) => [id, state])).toEqual([
    [phone.identity.signer.device, 'speaks'],
    [tablet.identity.signer.device, 'speaks'],
  ])
  expect(must(await ownDevices(phone)).map(({ id, isThis, pots }) => [id, isThis, pots.length])).toEqual([
    [phone.identity.signer.device, true, 1],
    [tablet.identity.signer.device, false, 1],
  ])
})

test('words of another person are refused where this installation speaks in pots already, and nothing changes', async () => {
  const phone = await createInstallation()
  await found(phone)
  const other = await words(await createInstallation())
  expect(await recoverAccount(phone, other)).toEqual({ ok: false, error: { type: 'AccountInUse', pots: 1 } })
  expect((await restart(phone)).identity.account).toBe(phone.identity.account)
  // Its own words change nothing.
  must(await recoverAccount(phone, await words(phone)))
  expect((await restart(phone)).identity.account).toBe(phone.identity.account)
})

test('[ME6] a device that was taken out writes no more and is told so; what came of it after that counts for nobody', async () => {
  const phone = await createInstallation()
  const there = await found(phone)
  const fresh = await createInstallation()
  must(await recoverAccount(fresh, await words(phone)))
  const tablet = await restart(fresh)
  const here = await carry(there, tablet)
  must(await joinOwnPot(here))
  await carry(here, phone)
  must(await revokeDevice(there, tablet.identity.signer.device))
  expect(await revokeDevice(there, tablet.identity.signer.device)).toMatchObject({
    error: { type: 'RevokedAlready', device: tablet.identity.signer.device },
  })
  expect(await revokeDevice(there, 'ff'.repeat(32) as DeviceId)).toMatchObject({ error: { type: 'UnknownDevice' } })

  // It does not know yet and goes on.
  must(await addEntry(here, dinner(here, 'Alice', 1000)))
  await carry(here, phone)
  expect(there.fold().open.live.size).toBe(0)
  expect([...there.fold().open.notCounting.values()]).toEqual([{ type: 'DeviceRevoked' }])
  await carry(there, tablet)
  expect(await addEntry(here, dinner(here, 'Alice', 500))).toEqual({ ok: false, error: { type: 'DeviceRevoked' } })
  expect(here.fold().open.live.size).toBe(0)
  const [, tabletThere] = devicesOf(here.fold())
  expect(tabletThere).toMatchObject({ state: 'revoked', revoked: { by: phone.identity.signer.device } })

  // With the account it registers as a new device, whose claim the person's other device vouches for (ME1).
  must(await renewDevice(tablet))
  const renewed = await restart(tablet)
  expect(renewed.identity.signer.device).not.toBe(tablet.identity.signer.device)
  const again = must(await renewed.open(there.id))
  must(await joinOwnPot(again))
  must(await addEntry(again, dinner(again, 'Alice', 700)))
  await carry(again, phone)
  expect(there.fold().open.live.size).toBe(1)
})

test('[threat: rogue device, key change] a device whose events come back from elsewhere never goes on with its chain', async () => {
  const phone = await createInstallation()
  const there = await found(phone)
  // The same keys in a second place: a copied browser profile, or an older state of this one.
  const copy = await createInstallation()
  must(await copy.ports.storage.keys.replace(must(await phone.ports.storage.keys.loadOrCreate())))
  const twin = await restart(copy)
  const here = await carry(there, twin)
  must(await addEntry(there, dinner(there, 'Alice', 1000)))
  await carry(there, twin)
  expect(await addEntry(here, dinner(here, 'Alice', 500))).toEqual({ ok: false, error: { type: 'DeviceCopied' } })
  expect((await restart(twin)).identity.signer.device).toBe(phone.identity.signer.device)
  must(await renewDevice(twin))
  const renewed = await restart(twin)
  const again = must(await renewed.open(there.id))
  must(await joinOwnPot(again))
  must(await addEntry(again, dinner(again, 'Alice', 500)))
  await carry(again, phone)
  expect(there.fold().open.live.size).toBe(2)
  expect(there.fold().open.forked.size).toBe(0)
})

test('what another tab of this installation has stored is no copy, whichever way it comes', async () => {
  const phone = await createInstallation()
  const there = await found(phone)
  const tab = await restart(phone)
  const here = must(await tab.open(there.id))
  here.close() // it hears nothing of the store any more, as when the news is still on its way
  must(await addEntry(there, dinner(there, 'Alice', 1000)))
  must(await here.receive(there.stored()))
  must(await addEntry(here, dinner(here, 'Alice', 500)))
  expect(here.fold().open.live.size).toBe(2)
})

test('a linked device vouches for nobody: no words, no member in a new pot', async () => {
  const phone = await createInstallation()
  const linked = await createInstallation()
  const keys = must(await linked.ports.storage.keys.loadOrCreate())
  must(
    await linked.ports.storage.keys.replace({ ...keys, account: { kind: 'public', account: phone.identity.account } }),
  )
  const tablet = await restart(linked)
  const elsewhere = { ok: false, error: { type: 'AccountElsewhere' } }
  expect(tablet.identity).toMatchObject({ account: phone.identity.account, holdsAccount: false })
  expect(await recoveryWords(tablet)).toEqual(elsewhere)
  const draft = { title: 'Flat', currency: EUR, you: 'Alice', others: [], chain: null }
  expect(await tablet.createPot(draft)).toEqual(elsewhere)
  expect(must(await tablet.pots())).toEqual([])
  const here = await carry(await found(phone), tablet)
  expect(must(await joinOwnPot(here))).toBe(null)
  expect(await claimMember(here, memberNamed(here, 'Alice'))).toEqual(elsewhere)
  const before = here.stored().length
  expect(await claimAs(here, { name: 'Alicia' })).toEqual(elsewhere)
  expect(here.stored()).toHaveLength(before)
  // The words make it hold the account after all.
  must(await recoverAccount(tablet, await words(phone)))
  expect((await restart(tablet)).identity.holdsAccount).toBe(true)
})

test('[ME1] a claim that waits is shown as a device that asks, and is taken out like any other', async () => {
  const phone = await createInstallation()
  const there = await found(phone)
  const bob = await createInstallation()
  const his = await carry(there, bob)
  const claim = must(await claimMember(his, memberNamed(his, 'Bob'))).id
  await carry(his, phone)
  expect(devicesOf(there.fold())[1]).toMatchObject({ id: bob.identity.signer.device, state: 'asks' })
  must(await revokeDevice(there, bob.identity.signer.device))
  expect(devicesOf(there.fold())).toHaveLength(1)
  expect(await confirmClaim(there, claim)).toMatchObject({ error: { type: 'UnknownClaim' } })
})

test('names of devices are this installation’s own', async () => {
  const { ports, identity } = await createInstallation()
  const names = createDeviceNames(ports.storage.settings)
  const { device } = identity.signer
  expect(must(await names.nameOf(device))).toBe(null)
  must(await names.call(device, `  Alice’s\n phone  ${'x'.repeat(50)}`))
  expect(must(await names.nameOf(device))).toBe(`Alice’s phone ${'x'.repeat(26)}`)
  must(await names.call(device, ' '))
  expect(must(await names.nameOf(device))).toBe(null)
})

test('the code of an account is six groups of five digits', () => {
  expect(accountCode('00'.repeat(32))).toMatchInlineSnapshot(`"76769 39663 86626 97536 17418 22522"`)
  expect(accountCode('01'.repeat(32))).not.toBe(accountCode('00'.repeat(32)))
})
