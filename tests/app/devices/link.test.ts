import { expect, onTestFinished, test } from 'vitest'
import {
  answerLink,
  askForLink,
  createDeviceNames,
  devicesOf,
  joinOwnPot,
  revokeDevice,
  type LinkAnswering,
  type LinkAsking,
} from '../../../src/app/devices/index.ts'
import { addEntry, createQuits, type PotSession, type Quits } from '../../../src/app/index.ts'
import { rotateKey } from '../../../src/app/sync/pot-keys.ts'
import { openMailbox } from '../../../src/app/sync/mailbox.ts'
import type { Hash32 } from '../../../src/domain/index.ts'
import { mailboxMessageToBytes, parseLinkRequest } from '../../../src/sync/index.ts'
import { startTestRelay } from '../../relay/test-relay.ts'
import { addressOf, relayPorts, until } from '../sync/relay-ports.ts'
import { carry, createInstallation, dinner, EUR, must } from '../people.ts'

const found = async (quits: Quits): Promise<PotSession> =>
  must(await quits.createPot({ title: 'Lisbon', currency: EUR, you: 'Alice', others: ['Bob'], chain: null }))
const restart = async ({ ports }: Quits): Promise<Quits> => must(await createQuits(ports))
const reaches = (side: LinkAsking | LinkAnswering, kind: string): Promise<void> =>
  until(() => side.state().kind === kind, side.subscribe, side.state)

/** A phone with a pot that has a key, a fresh tablet, a relay between them, and a link that was begun. */
const begin = async (): Promise<{
  readonly phone: Quits
  readonly tablet: Quits
  readonly pot: PotSession
  readonly asking: LinkAsking
  readonly answering: LinkAnswering
}> => {
  const relays = [addressOf(await startTestRelay())]
  const [phone, tablet] = [await createInstallation(), await createInstallation()]
  const pot = await found(phone)
  must(await rotateKey(pot))
  must(
    await phone.ports.storage.access.set({
      pot: pot.id,
      salt: pot.fold().open.genesis.salt,
      relays,
      keys: [],
      head: null,
      claim: null,
    }),
  )
  const asking = must(await askForLink(tablet, relayPorts, relays))
  const answering = must(answerLink(phone, relayPorts, `https://quits.example/${asking.fragment}`))
  onTestFinished(async () => {
    await asking.close()
    await answering.close()
  })
  return { phone, tablet, pot, asking, answering }
}

test('[ME1] a device is linked: both show the same digits, and it speaks in every pot with certificates, without the account', async () => {
  const { phone, tablet, pot, asking, answering } = await begin()
  await Promise.all([reaches(asking, 'comparing'), reaches(answering, 'comparing')])
  const shown = asking.state()
  expect(shown).toMatchObject(answering.state())
  expect('code' in shown && shown.code).toMatch(/^[0-9]{6}$/)
  await answering.accept('Tablet')
  expect(answering.state()).toEqual({ kind: 'done', pots: 1 })
  await asking.confirm()
  await reaches(asking, 'done')
  expect(must(await createDeviceNames(phone.ports.storage.settings).nameOf(tablet.identity.signer.device))).toBe(
    'Tablet',
  )

  const linked = await restart(tablet)
  expect(linked.identity).toMatchObject({ account: phone.identity.account, holdsAccount: false })
  const access = must(await linked.ports.storage.access.get(pot.id))
  expect(access?.keys.map(({ id }) => id)).toEqual([...pot.fold().open.keys.keys()])
  expect(access?.head).toBe(pot.log().headsOf(phone.identity.signer.device)[0])
  const here = await carry(pot, linked)
  must(await joinOwnPot(here))
  must(await addEntry(here, dinner(here, 'Alice', 1000)))
  await carry(here, phone)
  expect(devicesOf(pot.fold()).map(({ state }) => state)).toEqual(['speaks', 'speaks'])
  expect(pot.fold().open.live.size).toBe(1)

  // ME6, ME9: taken out again, with a new key that it does not get, in one write.
  const written = must(await revokeDevice(pot, linked.identity.signer.device))
  expect(written.map(({ kind }) => kind)).toEqual(['device.revoked', 'key.rotated'])
  const wraps = [...pot.fold().open.keys.values()].at(-1)?.wraps
  expect([...(wraps?.keys() ?? [])]).toEqual([phone.identity.signer.device])
  must(await addEntry(here, dinner(here, 'Alice', 500)))
  await carry(here, phone)
  expect(pot.fold().open.live.size).toBe(1)
})

test('the new device takes nothing before its owner said there that the digits are the same', async () => {
  const { tablet, pot, asking, answering } = await begin()
  await reaches(answering, 'comparing')
  await answering.accept('Tablet')
  expect(asking.state().kind).toBe('comparing')
  expect(must(await tablet.ports.storage.access.get(pot.id))).toBe(null)
  expect((await restart(tablet)).identity.holdsAccount).toBe(true)
})

test('different digits: the new device hears it and is given nothing', async () => {
  const { tablet, pot, asking, answering } = await begin()
  await Promise.all([reaches(asking, 'comparing'), reaches(answering, 'comparing')])
  await answering.refuse()
  await reaches(asking, 'refused')
  await asking.confirm()
  expect(asking.state().kind).toBe('refused')
  expect(must(await tablet.ports.storage.access.get(pot.id))).toBe(null)
})

test('[threat: rogue device, key change] somebody who saw the request and says another secret is noticed', async () => {
  const relays = [addressOf(await startTestRelay())]
  const [phone, tablet] = [await createInstallation(), await createInstallation()]
  await found(phone)
  const asking = must(await askForLink(tablet, relayPorts, relays))
  // The new device is out of reach, its request is not.
  await asking.close()
  const { mailbox } = must(parseLinkRequest(asking.fragment))
  const mallory = openMailbox(relayPorts, { key: mailbox, relays }, () => {})
  await mallory.post(mailboxMessageToBytes({ type: 'link-secret', secret: '0f'.repeat(32) as Hash32 }))
  const answering = must(answerLink(phone, relayPorts, asking.fragment))
  await reaches(answering, 'tampered')
  await answering.accept('Tablet')
  expect(answering.state().kind).toBe('tampered')
  await Promise.all([mallory.close(), answering.close()])
})

test('what cannot be linked is told before anything is sent', async () => {
  const relays = ['ws://127.0.0.1:9/v1']
  const [phone, tablet] = [await createInstallation(), await createInstallation()]
  await found(phone)
  expect(await askForLink(phone, relayPorts, relays)).toEqual({ ok: false, error: { type: 'AccountInUse', pots: 1 } })
  expect(answerLink(phone, relayPorts, 'https://quits.example/')).toMatchObject({ error: { type: 'NotALinkRequest' } })
  const asking = must(await askForLink(tablet, relayPorts, relays))
  expect(answerLink(tablet, relayPorts, asking.fragment)).toMatchObject({ error: { type: 'OwnLinkRequest' } })
  await asking.close()
})
