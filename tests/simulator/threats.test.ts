// Each threat alone, in a run small enough to read. Devices 0 and 1 are honest, 2 is hostile; relay 0 is honest, relay 1 is not.

import { expect, test } from 'vitest'
import type { Plan, Step } from './plan.ts'
import { simulate, type Outcome } from './simulate.ts'

const run = (relays: Plan['relays'], ...steps: readonly Step[]): Promise<Outcome> =>
  simulate({ seed: 1, devices: 3, isHostile: true, relays, steps })

/** Device `from` begins an exchange with `to`, and everything on its way arrives. The fourth device is the hostile one's copy. */
const meet = (from: number, to: number, devices = 3): readonly Step[] => [
  ['connect', from, 0, to + devices * 100],
  ...Array.from({ length: 8 }, (): Step => ['deliver', 1, 0, 0]),
]
const write = (device: number, what = 3): Step => ['write', device + 300, what, 7]
const visit = (device: number, relay: number): Step => ['visit', device + 300, 1, relay + 700]

const expectNamed = (outcome: Outcome, ...kinds: readonly string[]): void => {
  expect(outcome.faults).toEqual([])
  expect(outcome.noticed).toEqual(expect.arrayContaining([...kinds]))
}

test('[threat: author forks its log] both branches are kept, the fork is named, honest members converge', async () => {
  const steps = [['forkWrite', 0, 3, 1] as const, ...meet(2, 0, 4), ...meet(3, 1, 4)]
  expectNamed(await run(0, ...steps), 'Forked', 'ForkSuspected')
})

test('[threat: replay, foreign pot, foreign chain] repetitions change nothing, events and frames of another pot are refused', async () => {
  const steps: readonly Step[] = [write(0), ['connect', 0, 0, 1], ['duplicate', 1, 0, 0], ['duplicate', 1, 0, 0]]
  const outcome = await run(0, ...steps, ['hostileEvent', 0, 0, 1], ['hostileEvent', 1, 0, 8])
  expectNamed(outcome, 'Refused:ForeignPot', 'Message:ForeignPot')
  expect(outcome.plants).toBe(2)
})

test('[threat: backdating] an event cannot take an earlier place in its chain, nor the place of another device', async () => {
  const outcome = await run(0, ['hostileEvent', 0, 0, 7], ['hostileEvent', 1, 0, 5])
  expectNamed(outcome, 'Refused:PrevNotBefore', 'Refused:BadSignature')
})

test('[threat: future timestamps, Lamport jumps] a Lamport number is exact, and a wrong clock orders nothing', async () => {
  const steps: readonly Step[] = [['hostileEvent', 0, 0, 0], ['skew', 300, 900, 0], write(0), ...meet(0, 1), write(1)]
  const outcome = await run(0, ...steps)
  expectNamed(outcome, 'Refused:WrongLamport')
  expect(outcome.plants).toBe(2)
})

test('[threat: revoked device keeps signing] what it wrote after its cut counts for nobody', async () => {
  const outcome = await run(0, ['revoke', 0, 0, 0], ...meet(2, 1), ...meet(2, 0))
  expect(outcome.faults).toEqual([])
  expect(outcome.plants).toBe(1)
})

test('[threat: relay withholds, reorders, rolls back, shows two views] each is named by whoever it was done to', async () => {
  const known: readonly Step[] = [visit(0, 1), visit(1, 1)]
  expectNamed(await run(2, ...known, write(0), visit(0, 1), ['relayWithholds', 1, 0, 0], visit(1, 1)), 'RelayWithholds')
  const two = [write(0), write(0), visit(0, 1)]
  const reordered = await run(2, ...known, ...two, ['relayReorders', 1, 0, 0], visit(1, 1))
  expectNamed(reordered, 'RelayRewrote')
  expect(reordered.plants).toBe(1)
  expectNamed(await run(2, ...known, ['relayRollsBack', 0, 1, 0]), 'RelayWentBack')
  expectNamed(await run(2, ...known, ['relayRollsBack', 0, 1, 1]), 'RelayStartedOver', 'RelayWentBack')
  expectNamed(await run(2, ...known, ['relayTwoViews', 0, 0, 0], write(0), write(1)), 'TwoViews')
})

test('[threat: relay relabels ciphertext] a changed envelope is nobody’s', async () => {
  const steps = [visit(0, 1), visit(1, 1), write(0), visit(0, 1), ['relayRelabels', 1, 0, 0] as const, visit(1, 1)]
  expectNamed(await run(2, ...steps), 'EnvelopeForged')
})

test('[threat: oversized, deep, malformed bytes] are refused before anything is kept', async () => {
  const outcome = await run(0, ['hostileEvent', 0, 0, 2], ['hostileEvent', 1, 0, 6], ['hostileEvent', 0, 0, 9])
  expectNamed(outcome, 'Refused:TooLarge', 'Refused:Malformed', 'Message:NotASyncMessage')
})

test('[threat: storage lost, quota, crash between write and send] a crash before any write loses nothing that was said', async () => {
  for (let at = 0; at < 8; at++) {
    const steps: readonly Step[] = [['crash', 300, 0, at], write(0), ...meet(0, 1), visit(0, 0), write(0), visit(0, 0)]
    expect((await run(1, ...steps)).faults).toEqual([])
  }
})
