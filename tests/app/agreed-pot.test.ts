import { expect, test } from 'vitest'
import {
  addEntry,
  agreementOn,
  claimMember,
  confirmClaim,
  confirmLeg,
  FEWEST,
  proposeSettlement,
  reviseEntry,
  signCheckpoint,
  voidEntry,
} from '../../src/app/index.ts'
import type { EntryId } from '../../src/domain/index.ts'
import { carry, createInstallation, dinner, EUR, memberNamed, must, nets } from './people.ts'

/** Alice founds a pot, Bob joins it by her file, and both know everything. */
async function twoPeople() {
  const [alice, bob] = [await createInstallation(), await createInstallation()]
  const founded = must(
    await alice.createPot({ title: 'Flat', currency: EUR, you: 'Alice', others: ['Bob'], chain: null }),
  )
  const joined = await carry(founded, bob)
  const claim = must(await claimMember(joined, memberNamed(joined, 'Bob')))
  await carry(joined, alice)
  must(await confirmClaim(founded, claim.id))
  await carry(founded, bob)
  return { alice, bob, founded, joined }
}

test('[ME1] what a newcomer writes before the confirmation counts once it has come', async () => {
  const [alice, bob] = [await createInstallation(), await createInstallation()]
  const founded = must(
    await alice.createPot({ title: 'Flat', currency: EUR, you: 'Alice', others: ['Bob'], chain: null }),
  )
  const joined = await carry(founded, bob)
  const claim = must(await claimMember(joined, memberNamed(joined, 'Bob')))
  must(await addEntry(joined, dinner(joined, 'Bob', 1000)))
  await carry(joined, alice)
  expect(nets(founded)).toEqual({})
  must(await confirmClaim(founded, claim.id))
  expect(nets(founded)).toEqual({ Alice: -500n, Bob: 500n })
})

test('[EX2] a revision names what it replaces and a void is taken back by one', async () => {
  const { founded } = await twoPeople()
  const added = must(await addEntry(founded, dinner(founded, 'Alice', 1000)))
  const root = added.id as string as EntryId
  must(await reviseEntry(founded, root, dinner(founded, 'Alice', 2000)))
  expect(nets(founded)).toEqual({ Alice: 1000n, Bob: -1000n })
  must(await voidEntry(founded, root))
  expect(nets(founded)).toEqual({})
  must(await reviseEntry(founded, root, dinner(founded, 'Alice', 2000)))
  expect(nets(founded)).toEqual({ Alice: 1000n, Bob: -1000n })
})

test('[EP8] a settlement is agreed when every member with a device has signed, and [BA5] a confirmed leg counts once', async () => {
  const { alice, bob, founded, joined } = await twoPeople()
  must(await addEntry(founded, dinner(founded, 'Alice', 3001)))
  const checkpoint = must(await proposeSettlement(founded, { ...FEWEST, rates: [] }))
  expect(agreementOn(founded.fold(), checkpoint.id)).toMatchObject({
    isAgreed: false,
    awaited: [memberNamed(founded, 'Bob')],
  })
  await carry(founded, bob)
  must(await signCheckpoint(joined, checkpoint.id))
  await carry(joined, alice)
  expect(agreementOn(founded.fold(), checkpoint.id).isAgreed).toBe(true)
  expect(await confirmLeg(joined, checkpoint.id, 0)).toEqual({ ok: false, error: { type: 'NotPayee' } })
  must(await confirmLeg(founded, checkpoint.id, 0))
  expect(nets(founded)).toEqual({})
  expect(await confirmLeg(founded, checkpoint.id, 0)).toEqual({ ok: false, error: { type: 'NothingToConfirm' } })
})

test('[ME4] a name in use is refused, and an entry names members of the pot only', async () => {
  const { founded, joined } = await twoPeople()
  const other = await createInstallation()
  const foreign = must(await other.createPot({ title: 'Other', currency: EUR, you: 'Zoe', others: [], chain: null }))
  expect(await addEntry(founded, dinner(foreign, 'Zoe', 100))).toMatchObject({
    ok: false,
    error: { type: 'UnknownMember' },
  })
  expect(nets(joined)).toEqual({})
})
