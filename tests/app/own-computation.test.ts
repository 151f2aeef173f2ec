import { expect, test } from 'vitest'
import { addEntry, FEWEST, proposeSettlement, signCheckpoint } from '../../src/app/index.ts'
import { minor } from '../../src/domain/index.ts'
import { carry, createInstallation, dinner, EUR, must } from './people.ts'

test('[AN2] a device agrees to nothing that its own computation contradicts, and names what differs', async () => {
  const alice = await createInstallation()
  const founded = must(
    await alice.createPot({ title: 'Flat', currency: EUR, you: 'Alice', others: ['Bob'], chain: null }),
  )
  must(await addEntry(founded, dinner(founded, 'Alice', 3000)))
  const honest = must(await proposeSettlement(founded, { ...FEWEST, rates: [] }))
  if (honest.kind !== 'checkpoint.proposed') throw new Error('proposed something else')
  const { body } = honest
  const plan = body.plan.map((leg) => ({ ...leg, amount: minor(leg.amount + 1n) }))
  const [greedy] = must(await founded.write({ kind: 'checkpoint.proposed', body: { ...body, plan } }))
  const other = await carry(founded, await createInstallation())
  expect(await signCheckpoint(other, greedy?.id ?? honest.id)).toEqual({
    ok: false,
    error: { type: 'CheckpointDiffers', fields: ['plan'] },
  })
})

test('[AN2] a checkpoint over another base than this device’s own is not agreed to', async () => {
  const alice = await createInstallation()
  const founded = must(
    await alice.createPot({ title: 'Flat', currency: EUR, you: 'Alice', others: ['Bob'], chain: null }),
  )
  const honest = must(await proposeSettlement(founded, { ...FEWEST, rates: [] }))
  if (honest.kind !== 'checkpoint.proposed') throw new Error('proposed something else')
  const [based] = must(await founded.write({ kind: 'checkpoint.proposed', body: { ...honest.body, base: honest.id } }))
  expect(await signCheckpoint(founded, based?.id ?? honest.id)).toEqual({
    ok: false,
    error: { type: 'CheckpointDiffers', fields: ['base'] },
  })
})
