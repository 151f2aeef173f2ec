import { ok, type DeviceId, type PotId, type Result } from '../../domain/index.ts'
import type { PotSession, WriteError } from '../pot-session.ts'
import type { Quits } from '../quits.ts'
import { devicesOf, type DeviceState } from './devices-of.ts'

/** A device of the person whose installation this is, over all pots that are here. */
export interface OwnDevice {
  readonly id: DeviceId
  readonly isThis: boolean
  /** When it first said whose it is, in Unix seconds. Null for a device that is in no pot yet. */
  readonly since: number | null
  readonly pots: readonly { readonly pot: PotId; readonly title: string; readonly state: DeviceState }[]
}

/** Devices that speak, or spoke, for the same people as this one does, this one first, then in the order in which they came. */
export async function ownDevices(quits: Quits): Promise<Result<readonly OwnDevice[], WriteError>> {
  const sessions = await openSessions(quits)
  if (!sessions.ok) return sessions
  const { device } = quits.identity.signer
  const found = new Map<DeviceId, OwnDevice>([[device, { id: device, isThis: true, since: null, pots: [] }]])
  for (const session of sessions.value) {
    const fold = session.fold()
    const own = ownMembers(session)
    for (const { id, member, state, since } of devicesOf(fold)) {
      if (!own.has(member)) continue
      const before = found.get(id) ?? { id, isThis: false, since: null, pots: [] }
      const pots = [...before.pots, { pot: session.id, title: fold.open.genesis.title, state }]
      found.set(id, { ...before, since: Math.min(since, before.since ?? since), pots })
    }
  }
  return ok([...found.values()].sort((a, b) => Number(b.isThis) - Number(a.isThis) || (a.since ?? 0) - (b.since ?? 0)))
}

/** Every pot that opens. One that is damaged hides no other. */
export async function openSessions(quits: Quits): Promise<Result<readonly PotSession[], WriteError>> {
  const pots = await quits.pots()
  if (!pots.ok) return pots
  const sessions: PotSession[] = []
  for (const pot of pots.value) {
    const session = await quits.open(pot)
    if (session.ok) sessions.push(session.value)
  }
  return ok(sessions)
}

/** The members whom this installation stands for: by its account, and by this device. */
function ownMembers({ identity, fold }: PotSession): ReadonlySet<string> {
  const { members, devices } = fold().open
  const own = [...members.values()].filter(({ account }) => account === identity.account).map(({ id }) => id as string)
  const spoken = devices.get(identity.signer.device)?.member
  return new Set(spoken ? [...own, spoken] : own)
}
