// ME9, ME10: what is read off keys and invitations, on facts that are made up.

import { expect, test } from 'vitest'
import type { EventOf } from '../../../src/domain/events/event.ts'
import type { Device, Facts, Invite, PotKeyFact } from '../../../src/domain/facts.ts'
import type { DeviceId, EventId } from '../../../src/domain/ids.ts'
import { foldKeys } from '../../../src/domain/keys/fold-keys.ts'
import { inviteState } from '../../../src/domain/keys/invite-state.ts'
import { devicesWithout, sealingKey } from '../../../src/domain/keys/sealing-key.ts'

const usedBy = (...devices: readonly string[]): Invite['used'] =>
  devices.map((device) => ({ body: { device } })) as unknown as Invite['used']
const invite = (once: boolean, used: Invite['used']): Invite =>
  ({ event: { device: 'host', body: { once, expires: null } }, withdrawn: null, used }) as unknown as Invite

test('[ME10] a single-use invitation that let somebody else in too is used, whoever asks', () => {
  const facts = { revoked: new Map() } as Pick<Facts, 'revoked'>
  const mine = 'mine' as DeviceId
  expect(inviteState(facts, invite(true, usedBy('mine')), 0, mine)).toBe('open')
  expect(inviteState(facts, invite(true, usedBy('mine', 'other')), 0, mine)).toBe('used')
  expect(inviteState(facts, invite(false, usedBy('mine', 'other')), 0, mine)).toBe('open')
})

test('[ME10] each device that an invitation let in is noted once', () => {
  const id = 'invite' as EventId
  const facts = {
    devices: new Map([['host' as DeviceId, {} as Device]]),
    members: new Map(),
    keys: new Map(),
    invites: new Map([[id, invite(false, [])]]),
    notCounting: new Map(),
  }
  const known = facts.invites.get(id) as Invite
  facts.invites.set(id, { ...known, event: { ...known.event, id } })
  const uses = ['one', 'two', 'one', 'three'].map(
    (device) => ({ id: device, kind: 'invite.used', device: 'host', body: { invite: id, device } }) as never,
  ) as readonly EventOf<'invite.used'>[]
  foldKeys(facts, uses)
  expect(facts.invites.get(id)?.used.map(({ body }) => body.device)).toEqual(['one', 'two', 'three'])
  expect(facts.notCounting.size).toBe(0)
})

test('[ME9] the key to seal under is the last in canonical order, in whatever order keys are known', () => {
  const key = (id: string, lamport: number): readonly [EventId, PotKeyFact] => [
    id as EventId,
    {
      event: { id, lamport, device: 'host', seq: lamport },
      wraps: new Map(),
      holders: new Set(),
    } as unknown as PotKeyFact,
  ]
  const keys = [key('late', 9), key('middle', 5), key('early', 1)]
  expect(sealingKey({ keys: new Map(keys), revoked: new Map() })).toBe('late')
  expect(sealingKey({ keys: new Map(keys.toReversed()), revoked: new Map() })).toBe('late')
})

test('[ME9] a key that is not known is one that every device lacks', () => {
  const device = { id: 'host', sealing: 'sealing' } as unknown as Device
  const facts = { keys: new Map(), revoked: new Map(), devices: new Map([[device.id, device]]) }
  expect(devicesWithout(facts, 'nothing' as EventId)).toEqual([device])
})
