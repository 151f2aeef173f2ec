import { expect, onTestFinished, test } from 'vitest'
import {
  answerLink,
  askForLink,
  devicesOf,
  followLinks,
  joinOwnPot,
  revokeDevice,
} from '../../../src/app/devices/index.ts'
import { addEntry, createQuits, type PotSession, type Quits } from '../../../src/app/index.ts'
import { createProcessLocks } from '../../../src/app/sync/hold-lock.ts'
import { openMailbox } from '../../../src/app/sync/mailbox.ts'
import { startSyncing, type Syncing } from '../../../src/app/sync/syncing.ts'
import { createAccountKey } from '../../../src/crypto/index.ts'
import type { PotId } from '../../../src/domain/index.ts'
import type { DeviceLink } from '../../../src/storage/index.ts'
import {
  createLinkAnswer,
  mailboxMessageToBytes,
  parseMailboxMessage,
  type LinkedPot,
  type MailboxMessage,
} from '../../../src/sync/index.ts'
import { startTestRelay } from '../../relay/test-relay.ts'
import { createInstallation, dinner, EUR, must } from '../people.ts'
import { addressOf, relayPorts, until } from '../sync/relay-ports.ts'

const found = async (quits: Quits, title: string): Promise<PotSession> =>
  must(await quits.createPot({ title, currency: EUR, you: 'Alice', others: ['Bob'], chain: null }))
const linksOf = async ({ ports }: Quits): Promise<readonly DeviceLink[]> =>
  must(await ports.storage.keys.load())?.links ?? []

/** The app of an installation as it runs: pots in step, and links followed. */
const run = async (quits: Quits): Promise<Syncing> => {
  const ports = { ...relayPorts, clock: quits.ports.clock, hold: createProcessLocks() }
  const syncing = startSyncing(quits, ports)
  const following = followLinks(quits, syncing, ports)
  const close = async (): Promise<void> => {
    await following.close()
    await syncing.close()
  }
  onTestFinished(close)
  must(await syncing.refresh())
  return { ...syncing, close }
}

/** A phone and a tablet that was linked to it before there was any pot, both running. */
const link = async (): Promise<{
  readonly relays: readonly string[]
  readonly phone: Quits
  readonly tablet: Quits
  readonly onPhone: Syncing
  readonly onTablet: Syncing
}> => {
  const relays = [addressOf(await startTestRelay())]
  const [phone, fresh] = [await createInstallation(), await createInstallation()]
  const asking = must(await askForLink(fresh, relayPorts, relays))
  const answering = must(answerLink(phone, relayPorts, asking.fragment))
  await until(() => asking.state().kind === 'comparing', asking.subscribe, asking.state)
  await until(() => answering.state().kind === 'comparing', answering.subscribe, answering.state)
  await answering.accept('Tablet')
  await asking.confirm()
  await until(() => asking.state().kind === 'done', asking.subscribe, asking.state)
  await Promise.all([asking.close(), answering.close()])
  const tablet = must(await createQuits(fresh.ports))
  return { relays, phone, tablet, onPhone: await run(phone), onTablet: await run(tablet) }
}

/** Resolves with the pot on the tablet once its history is here. */
const arrives = async (quits: Quits, syncing: Syncing, pot: PotId): Promise<PotSession> => {
  let session: PotSession | null = null
  const look = async (tell: () => void): Promise<void> => {
    const opened = await quits.open(pot)
    if (opened.ok && opened.value.fold().open.members.size === 2) session = opened.value
    tell()
  }
  await until(
    () => session !== null,
    (tell) => {
      void look(tell)
      return syncing.subscribe(() => void look(tell))
    },
  )
  return session as unknown as PotSession
}

/** What is read in the mailbox of a link, from its beginning. */
const readMailbox = async ({ mailbox, relays }: DeviceLink): Promise<readonly MailboxMessage[]> => {
  const said: MailboxMessage[] = []
  const box = openMailbox(relayPorts, { key: mailbox, relays }, (bytes) => said.push(must(parseMailboxMessage(bytes))))
  await until(() => box.status().isRead, box.subscribe, box.status)
  await box.close()
  return said
}

test('[ME1] a pot that is founded after linking comes to the linked device, which speaks in it; taken out, it is told nothing more', async () => {
  const { relays, phone, tablet, onPhone, onTablet } = await link()
  const [kept] = await linksOf(phone)
  expect(await linksOf(tablet)).toEqual([kept])
  const pot = await found(phone, 'Porto')
  must(await onPhone.setRelays(pot, relays))
  const here = await arrives(tablet, onTablet, pot.id)
  must(await joinOwnPot(here))
  must(await addEntry(here, dinner(here, 'Alice', 1000)))
  await until(() => pot.fold().open.live.size === 1, pot.subscribe)
  expect(devicesOf(pot.fold()).map(({ state }) => state)).toEqual(['speaks', 'speaks'])
  expect(here.fold().open.live.size).toBe(1)

  must(await revokeDevice(pot, tablet.identity.signer.device))
  const later = await found(phone, 'Faro')
  must(await onPhone.setRelays(later, relays))
  await until(() => onPhone.of(later.id)?.status().toSend === 0, onPhone.subscribe)
  const again = await run(must(await createQuits(phone.ports)))
  await until(() => again.of(later.id)?.status().relays[0]?.status.isRead === true, again.subscribe)
  expect(await linksOf(phone)).toEqual([])
  const told = (await readMailbox(kept as DeviceLink)).filter((said) => said.type === 'link-answer')
  expect(told.flatMap(({ pots }) => pots.map((each) => each.pot))).toEqual([pot.id])
  expect(must(await tablet.ports.storage.access.get(later.id))).toBe(null)
})

test('what a linked device was told is not told again after a restart', async () => {
  const { relays, phone, tablet, onPhone, onTablet } = await link()
  const [kept] = (await linksOf(phone)) as [DeviceLink]
  const pot = await found(phone, 'Porto')
  must(await onPhone.setRelays(pot, relays))
  await arrives(tablet, onTablet, pot.id)
  await onPhone.close()
  const again = must(await createQuits(phone.ports))
  const onAgain = await run(again)
  const later = await found(again, 'Faro')
  must(await onAgain.setRelays(later, relays))
  await arrives(tablet, onTablet, later.id)
  const told = (await readMailbox(kept)).flatMap((said) => (said.type === 'link-answer' ? said.pots : []))
  expect(told.map((each) => each.pot)).toEqual([pot.id, later.id])
})

test('[threat: rogue device, key change] whoever knows the mailbox cannot put a pot on the linked device', async () => {
  const { relays, phone, tablet, onTablet } = await link()
  const [kept] = (await linksOf(phone)) as [DeviceLink]
  const pot = await found(phone, 'Porto')
  const { account, certify } = phone.identity
  const [own] = [...pot.fold().open.members.values()]
  const { device, sealing } = kept
  const good = { pot: pot.id, member: own?.id, certificate: await certify(pot.id, own?.id as never, device, sealing) }
  const rest = { salt: pot.fold().open.genesis.salt, head: pot.id, keys: [], relays }
  const linked = { ...good, ...rest } as unknown as LinkedPot
  const stranger = createAccountKey(new Uint8Array(32).fill(7))
  const mallory = openMailbox(relayPorts, { key: kept.mailbox, relays }, () => {})
  const post = async (...said: Parameters<typeof createLinkAnswer>): Promise<void> => {
    await mallory.post(mailboxMessageToBytes(await createLinkAnswer(...said)))
  }
  const content = { to: device, part: 0, parts: 1, pots: [linked] }
  await post(content, stranger)
  await post(content, { ...stranger, account })
  // The account's own signature for another device is no certificate for this one.
  const seed = must(await phone.ports.storage.keys.load())?.account
  const person = createAccountKey((seed as { readonly seed: Uint8Array }).seed)
  const forOther = await certify(pot.id, linked.member, phone.identity.signer.device, phone.identity.sealing)
  await post({ ...content, pots: [{ ...linked, certificate: forOther } as LinkedPot] }, person)
  await post({ ...content, to: phone.identity.signer.device }, person)
  // A good one behind them: what came before it was looked at.
  const next = await found(phone, 'Faro')
  const [me] = [...next.fold().open.members.values()]
  const certificate = await certify(next.id, me?.id as never, device, sealing)
  const nextPot = { ...linked, pot: next.id, member: me?.id, certificate, salt: next.fold().open.genesis.salt }
  await post({ ...content, pots: [nextPot as unknown as LinkedPot] }, person)
  await until(() => onTablet.of(next.id) !== null, onTablet.subscribe)
  expect(must(await tablet.ports.storage.access.get(pot.id))).toBe(null)
  await mallory.close()
})
