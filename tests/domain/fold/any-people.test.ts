import * as fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { canonicalOrder, devicesWithout, fold, sealingKey, type PotFold } from '../../../src/domain/index.ts'
import { anyStory, RUNS } from './any-story.ts'

vi.setConfig({ testTimeout: 20_000 + 100 * RUNS })

/** What these stories came to, for people. */
const happened = ({ open }: PotFold): readonly string[] => {
  const members = [...open.members.values()]
  return [
    ...[...open.notCounting.values()].map(({ type }) => type),
    ...members.flatMap(({ devices, retired, mergedInto }) => [
      ...(devices.length > 1 ? ['several devices'] : []),
      ...(retired ? ['retired'] : []),
      ...(mergedInto ? ['merged'] : []),
    ]),
    ...(open.revoked.size > 0 ? ['revoked'] : []),
    ...(open.branches.size > 0 ? ['branch chosen'] : []),
    ...(open.unreachable.size > 0 ? ['unreachable'] : []),
    ...(open.upgrade ? ['upgraded'] : []),
    ...[...open.keys.values()].flatMap(({ wraps }) => [...wraps.values()].map(({ bound }) => `wrapped by ${bound}`)),
    ...[...open.invites.values()].flatMap(({ used, withdrawn }) => [
      ...(used.length > 0 ? ['let in'] : []),
      ...(withdrawn ? ['withdrawn'] : []),
    ]),
  ]
}

test('[ME5] any stories do add devices, retire, merge, revoke, choose branches, give people up, upgrade, share keys and invite', () => {
  const seen = new Set<string>()
  fc.assert(
    fc.property(anyStory(60), ({ events, histories }) => {
      for (const each of happened(fold(events, histories))) seen.add(each)
    }),
    { numRuns: 200, seed: 24 },
  )
  const expected = [
    'several devices',
    'retired',
    'merged',
    'revoked',
    'branch chosen',
    'unreachable',
    'upgraded',
    'DeviceRevoked',
    'LastWrong',
    'BranchRefused',
    'AlreadyClaimed',
    'wrapped by author',
    'wrapped by key',
    'let in',
    'withdrawn',
  ]
  expect(expected.filter((each) => !seen.has(each))).toEqual([])
})

test('[ME1] the devices of a member are those that speak for it and are not revoked, and a device speaks for one member', () => {
  fc.assert(
    fc.property(anyStory(), ({ events, histories }) => {
      const { open } = fold(events, histories)
      for (const { id, devices } of open.members.values()) {
        const own = [...open.devices.values()].filter(({ member }) => member === id).map((device) => device.id)
        expect(new Set(devices)).toEqual(new Set(own.filter((device) => !open.revoked.has(device))))
      }
      const listed = [...open.members.values()].flatMap(({ devices }) => devices)
      expect(new Set(listed).size).toBe(listed.length)
    }),
    { numRuns: RUNS },
  )
})

test('[ME6] an event beyond its device’s limit counts only as a promise or a revocation in effect, never as an entry', () => {
  fc.assert(
    fc.property(anyStory(), ({ events, histories }) => {
      const { open, base } = fold(events, histories)
      for (const event of canonicalOrder(events)) {
        const limit = open.revoked.get(event.device)?.last ?? Infinity
        if (event.seq <= limit || open.notCounting.has(event.id)) continue
        const isInEffect = event.kind === 'device.revoked' && open.revoked.get(event.body.device)?.event.id === event.id
        const isPromise = event.kind === 'claim.confirmed' || /\.(signed|confirmed)$/.test(event.kind)
        expect([event.kind, isInEffect || isPromise || base.inside.has(event.id)]).toEqual([event.kind, true])
      }
    }),
    { numRuns: RUNS },
  )
})

test('[ME8] no merged member has a balance left', () => {
  fc.assert(
    fc.property(anyStory(), ({ events, histories }) => {
      const { open } = fold(events, histories)
      expect(open.nets.filter(({ member }) => open.members.get(member)?.mergedInto)).toEqual([])
    }),
    { numRuns: RUNS },
  )
})

test('[ME9] in any story nobody seals under a key that a revoked device can know', () => {
  fc.assert(
    fc.property(anyStory(60), ({ events, histories }) => {
      const { open } = fold(events, histories)
      const key = sealingKey(open)
      const safe = [...open.keys.values()].filter(({ holders }) => [...holders].every((id) => !open.revoked.has(id)))
      expect(key === null).toBe(safe.length === 0)
      if (key === null) return
      expect(safe.map(({ event }) => event.id)).toContain(key)
      for (const { id } of devicesWithout(open, key)) expect(open.keys.get(key)?.wraps.has(id)).toBe(false)
    }),
    { numRuns: RUNS },
  )
})
