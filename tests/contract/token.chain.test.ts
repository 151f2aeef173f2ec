// An instance whose legs are paid in a token, on the real runtime with the token of the development chain behind its precompile.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { H160 } from '../../src/domain/index.ts'
import type { Actor } from './stage/actor.ts'
import { deploySecond } from './stage/deploy-second.ts'
import { expectRefused } from './stage/expect-refused.ts'
import { openStage } from './stage/open-stage.ts'
import { createGroup, finalizePlan, leg, type OpenPlan, succeed } from './stage/settled-group.ts'
import type { Stage } from './stage/stage.ts'
import { allowanceOf, approve, devToken, tokensOf } from './stage/token-calls.ts'

/** 12.50 of the token. */
const due = 12_500_000n
const one = 1_000_000n
let stage: Stage
let contract: H160
let alice: Actor
let bob: Actor

beforeAll(async () => {
  stage = await openStage()
  ;[alice, bob] = stage.crowd as [Actor, Actor]
  contract = await deploySecond(stage, { token: devToken })
})
afterAll(() => stage.close())

/** Three legs, two from Alice and one from Bob. */
const openPlan = async (payee: H160 = bob.h160, amount = due): Promise<OpenPlan> =>
  finalizePlan(
    stage,
    await createGroup(stage, [alice, bob], 2, contract),
    [alice, bob],
    [leg(0, alice.h160, payee, amount), leg(1, alice.h160, payee, one), leg(2, bob.h160, alice.h160, one)],
    { contract },
  )

test('a leg is paid in the token: exactly its amount moves, the allowance is spent to zero, and the contract keeps nothing', async () => {
  const plan = await openPlan()
  const before = { alice: await tokensOf(stage, alice.h160), bob: await tokensOf(stage, bob.h160) }
  const [, receipt] = await succeed(stage, [approve(alice, contract, due), plan.pay(alice, 0, 0n)])
  expect(receipt?.events.map(({ event }) => event)).toMatchObject([
    { kind: 'Paid', index: 0, planck: due, by: alice.h160 },
  ])
  expect(await tokensOf(stage, alice.h160)).toBe(before.alice - due)
  expect(await tokensOf(stage, bob.h160)).toBe(before.bob + due)
  expect(await tokensOf(stage, contract)).toBe(0n)
  expect(await allowanceOf(stage, alice.h160, contract)).toBe(0n)
  expect((await stage.balanceOf(contract)).free).toBe(stage.prices.account)
})

test('without an allowance nothing moves, and the dry run says that it is the last step which fails', async () => {
  const plan = await openPlan()
  await expectRefused(stage, plan.pay(alice, 0, 0n), { type: 'TransferFailed' })
})
