import { expect, test } from 'vitest'
import { addMember, createQuits } from '../../../src/app/index.ts'
import { wrongClocks } from '../../../src/app/sync/index.ts'
import { carry, createInstallation, EUR, must } from '../people.ts'

test('[threat: future timestamps, Lamport jumps] [EV1] a clock that is days ahead is told, and what it dated is taken all the same', async () => {
  const here = await createInstallation()
  const { ports } = await createInstallation()
  const clock = { now: () => here.ports.clock.now() + 3.5 * 86_400 }
  const bob = must(await createQuits({ ...ports, clock }))
  const flat = must(await bob.createPot({ title: 'Flat', currency: EUR, you: 'Bob', others: [], chain: null }))
  must(await addMember(flat, 'Alice'))
  const taken = await carry(flat, here)
  expect(taken.log().events.size).toBe(flat.log().events.size)
  expect(wrongClocks(taken)).toEqual([{ device: bob.identity.signer.device, days: 3 }])
  expect(wrongClocks(flat)).toEqual([])
})
