import {
  bytesToHex,
  eventToBytes,
  type EventId,
  type Hex,
  type PotId,
  type UnsignedEvent,
} from '../../src/domain/index.ts'
import type { StoredEvent } from '../../src/log/index.ts'
import { plainPayloads, syncMessageToBytes } from '../../src/sync/index.ts'
import { adding, forge } from '../log/people.ts'
import { BEGINNING } from './author.ts'
import { seededRandom } from './cast.ts'
import type { Device, Tab } from './device.ts'
import type { Plan } from './plan.ts'
import { deliver } from './exchange.ts'
import { noticed, onDevice, type World } from './world.ts'

/** The hostile device sends an honest one what no honest software sends. It must be refused under its own name. */
export async function hostileEvent(world: World, plan: Plan, to: Tab, c: number): Promise<void> {
  const hostile = world.devices[plan.devices - 1] as Device
  const { signer } = hostile.person
  const { pot, foreign, people } = world.beginning
  const tip = to.replica.tips().map((id) => to.replica.events.get(id)?.event)[0]
  if (tip === undefined) return
  const fine: UnsignedEvent = {
    version: 1,
    pot,
    device: signer.device,
    seq: 0,
    prev: null,
    seen: [tip.id],
    lamport: tip.lamport + 1,
    at: BEGINNING,
    nonce: bytesToHex(seededRandom(c + world.time++).bytes(16)) as Hex<'Nonce'>,
    ...(adding('Mallory') as { readonly kind: 'member.added'; readonly body: { readonly name: string } }),
  }
  const honest = people[0]?.signer.device
  const own = to.replica.headsOf(signer.device)[0]
  const stranger = { ...fine, device: honest ?? signer.device }
  const attacks: readonly (() => Promise<readonly [expected: string, event: StoredEvent]>)[] = [
    async () => [
      'Refused:WrongLamport',
      await forge({ ...fine, lamport: fine.lamport + 1000, seen: [pot as string as EventId] }, signer),
    ],
    async () => ['Refused:ForeignPot', foreign],
    async () => ['Refused:TooLarge', { ...(await forge(fine, signer)), bytes: new Uint8Array(65_537) }],
    async () => ['Refused:BadSignature', { ...(await forge(fine, signer)), signature: new Uint8Array(64) }],
    async () => ['Refused:WrongId', { ...(await forge(fine, signer)), id: 'ee'.repeat(32) as EventId }],
    async () => ['Refused:BadSignature', await forge(stranger, signer)],
    async () => ['Refused:Malformed', { ...(await forge(fine, signer)), bytes: eventToBytes(fine).slice(0, -1) }],
    async () => [
      own === undefined ? 'Refused:NoPast' : 'Refused:PrevNotBefore',
      await forge(
        own === undefined ? { ...fine, seen: [] } : { ...fine, prev: own, seq: 500, seen: [], lamport: 1 },
        signer,
      ),
    ],
  ]
  const attack = attacks[c % attacks.length]
  const frame = (events: readonly StoredEvent[], named: PotId = pot): Uint8Array =>
    syncMessageToBytes({
      pot: named,
      session: 'ffffffffffffffff' as Hex<'Session'>,
      number: 1,
      heard: 0,
      more: true,
      statement: null,
      ranges: [],
      needs: [],
      relays: [],
      payloads: events.map((event) => ({ id: event.id, bytes: plainPayloads.seal(event) })),
    })
  const from = hostile.tabs[0] as Tab
  if (c % 10 > 7) {
    const [bytes, expected] =
      c % 10 === 8
        ? ([frame([], 'ab'.repeat(32) as PotId), 'Message:ForeignPot'] as const)
        : ([seededRandom(c).bytes(100), 'Message:NotASyncMessage'] as const)
    await deliver(world, { from, to, bytes })
    world.plants.push({ what: expected, isNamed: () => noticed(world, expected, '', to.device) })
    return
  }
  if (attack === undefined) return
  const [expected, event] = await attack()
  const done = await onDevice(world, to.device, () => deliver(world, { from, to, bytes: frame([event]) }))
  // The packet made the victim forget its exchange with the hostile device's real tab; the next message begins a new one.
  if (done) world.plants.push({ what: expected, isNamed: () => noticed(world, expected, event.id, to.device) })
}
