import type { DeviceId, Facts, MemberId, PotFold } from '../../domain/index.ts'

/** What a device is in a pot: it speaks, it asks to be let in, it was taken out, or it wrote two histories and members have not chosen one. */
export type DeviceState = 'speaks' | 'asks' | 'revoked' | 'forked'

/** A device of a member, as a pot's log knows it. */
export interface MemberDevice {
  readonly id: DeviceId
  readonly member: MemberId
  readonly state: DeviceState
  /** When it said whose it is, in Unix seconds by its own clock; of the founder's first device when the pot began. */
  readonly since: number
  /** Who took it out, and when. */
  readonly revoked: { readonly by: DeviceId; readonly at: number } | null
}

/** ME1, ME6: every device that spoke or asks to speak for a member, in the order in which they came. */
export function devicesOf({ open, known }: PotFold): readonly MemberDevice[] {
  const settled = [...open.devices.values()].flatMap(({ id, member, claim }) =>
    member === null
      ? []
      : [{ id, member, since: (known.eventById.get(claim ?? known.genesis.id) ?? known.genesis).at }],
  )
  const asking = [...open.claims.values()].map(({ device, at, body }) => ({
    id: device,
    member: body.member,
    since: at,
  }))
  return [...settled, ...asking].map((device) => {
    const revocation = open.revoked.get(device.id)?.event
    return {
      ...device,
      state: stateOf(open, device.id),
      revoked: revocation ? { by: revocation.device, at: revocation.at } : null,
    }
  })
}

function stateOf({ devices, revoked, forked, branches }: Facts, device: DeviceId): DeviceState {
  if (revoked.has(device)) return 'revoked'
  if (forked.has(device) && !branches.has(device)) return 'forked'
  return devices.has(device) ? 'speaks' : 'asks'
}
