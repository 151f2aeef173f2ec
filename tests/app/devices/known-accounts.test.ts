import { expect, test } from 'vitest'
import { acceptAccount, checkAccounts, distrustAccount, type KeyChange } from '../../../src/app/devices/index.ts'
import { claimMember, confirmClaim, type PotSession, type Quits } from '../../../src/app/index.ts'
import { carry, createInstallation, EUR, memberNamed, must } from '../people.ts'

/** A pot of Alice in which Bob has joined. */
const potWithBob = async (alice: Quits, bob: Quits, title: string): Promise<PotSession> => {
  const pot = must(await alice.createPot({ title, currency: EUR, you: 'Alice', others: ['Bob'], chain: null }))
  const his = await carry(pot, bob)
  const claim = must(await claimMember(his, memberNamed(his, 'Bob')))
  await carry(his, alice)
  must(await confirmClaim(pot, claim.id))
  return pot
}
/** The pot as it would be if another claim of Bob had come first in canonical order. */
const withOtherBob = (pot: PotSession, account: string): Pick<PotSession, 'id' | 'fold' | 'identity'> => ({
  id: pot.id,
  identity: pot.identity,
  fold: () => {
    const fold = pot.fold()
    const members = new Map(fold.open.members)
    for (const [id, member] of members) if (member.name === 'Bob') members.set(id, { ...member, account })
    return { ...fold, open: { ...fold.open, members } }
  },
})
const changesIn = async (
  session: Pick<PotSession, 'id' | 'fold' | 'identity'>,
  { ports }: Quits,
): Promise<readonly KeyChange[]> => must(await checkAccounts(ports.storage.settings, session))

test('[threat: rogue device, key change] an account that is another than at first sight is told until it was compared', async () => {
  const [alice, bob] = [await createInstallation(), await createInstallation()]
  const pot = await potWithBob(alice, bob, 'Lisbon')
  const { settings } = alice.ports.storage
  expect(await changesIn(pot, alice)).toEqual([])
  const changed = withOtherBob(pot, 'ab'.repeat(32))
  const [change] = await changesIn(changed, alice)
  expect(change).toMatchObject({
    name: 'Bob',
    was: bob.identity.account,
    now: 'ab'.repeat(32),
    elsewhere: null,
    isDistrusted: false,
  })
  must(await distrustAccount(settings, changed, change as KeyChange))
  expect(await changesIn(changed, alice)).toMatchObject([{ isDistrusted: true, was: bob.identity.account }])
  // The one that was known is not a change.
  expect(await changesIn(pot, alice)).toEqual([])
  must(await acceptAccount(settings, changed, change as KeyChange))
  expect(await changesIn(changed, alice)).toEqual([])
  expect(await changesIn(pot, alice)).toMatchObject([{ was: 'ab'.repeat(32), now: bob.identity.account }])
})

test('somebody of a known name with another key in another pot is told too, and may be somebody else', async () => {
  const [alice, bob, otherBob] = [await createInstallation(), await createInstallation(), await createInstallation()]
  const lisbon = await potWithBob(alice, bob, 'Lisbon')
  expect(await changesIn(lisbon, alice)).toEqual([])
  // The same Bob elsewhere is no news.
  expect(await changesIn(await potWithBob(alice, bob, 'Flat'), alice)).toEqual([])
  const work = await potWithBob(alice, otherBob, 'Work')
  const [change] = await changesIn(work, alice)
  expect(change).toMatchObject({ name: 'Bob', elsewhere: 'Lisbon', now: otherBob.identity.account })
  must(await distrustAccount(alice.ports.storage.settings, work, change as KeyChange))
  expect(await changesIn(work, alice)).toMatchObject([{ elsewhere: 'Lisbon', isDistrusted: true }])
  must(await acceptAccount(alice.ports.storage.settings, work, change as KeyChange))
  expect(await changesIn(work, alice)).toEqual([])
  expect(await changesIn(lisbon, alice)).toEqual([])
})
