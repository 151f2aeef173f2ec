// A relay in memory that speaks the real frames, and can be made to cheat in every way that the threat table names.

import { createSigner, seedDeviceKey } from '../../src/crypto/index.ts'
import type { DeviceId } from '../../src/domain/index.ts'
import {
  NO_EPOCH,
  nextPosition,
  parseEnvelope,
  relayHeadMessage,
  ROUTE_START,
  verifyEnvelope,
  type ClientFrame,
  type Envelope,
  type RelayEpoch,
  type RelayFrame,
  type RelayKey,
  type RelayPosition,
  type RouteId,
} from '../../src/sync/relay/index.ts'
import { cachedVerify } from '../sync/cached-verify.ts'

/** One sequence that the relay shows. */
interface View {
  readonly envelopes: Envelope[]
  readonly positions: RelayPosition[]
}

/** What a relay does to the next envelopes for a device: one is missing, the first two change places, or one has another payload. */
type Trick = 'withhold' | 'reorder' | 'relabel'

/** A relay, and how it cheats. */
export interface SimRelay {
  readonly name: string
  readonly key: RelayKey
  readonly isHostile: boolean
  readonly views: View[]
  /** Devices that see the second view. */
  readonly elsewhere: Set<DeviceId>
  /** Device -> what it does to the next envelope for it. */
  readonly tampering: Map<DeviceId, Trick>
  /** Says that nothing happened when it went back. */
  lies: boolean
  readonly welcome: () => RelayFrame
  /** The answer to a subscription, and whether it cheated in it. */
  readonly subscribe: (who: DeviceId, frame: Extract<ClientFrame, { readonly kind: 'subscribe' }>) => Promise<Answer>
  readonly put: (who: DeviceId, from: number, envelopes: readonly Uint8Array[]) => Promise<Answer>
  readonly viewOf: (who: DeviceId) => View
}

/** Frames for one client. */
export interface Answer {
  readonly frames: readonly RelayFrame[]
  readonly cheated: boolean
}

/** An empty relay of one route. */
export function createSimRelay(name: string, seed: number, isHostile: boolean, route: RouteId): SimRelay {
  const signer = createSigner(seedDeviceKey(new Uint8Array(32).fill(seed)))
  const epoch = seed.toString(16).padStart(2, '0').repeat(16) as RelayEpoch
  const views: View[] = [{ envelopes: [], positions: [ROUTE_START] }]
  const elsewhere = new Set<DeviceId>()
  const tampering = new Map<DeviceId, Trick>()
  const viewOf = (who: DeviceId): View => (elsewhere.has(who) ? views[1] : undefined) ?? (views[0] as View)

  const headOf = async ({ positions }: View): Promise<RelayFrame> => {
    const position = positions.at(-1) as RelayPosition
    const signature = await signer.sign(relayHeadMessage(epoch, { route, ...position }))
    return { kind: 'head', route, ...position, signature }
  }
  const from = async (who: DeviceId, count: number, first: readonly RelayFrame[]): Promise<Answer> => {
    const view = viewOf(who)
    let sent: readonly Uint8Array[] = view.envelopes.slice(count).map(({ bytes }) => bytes)
    let cheated = false
    const trick = tampering.get(who)
    if (trick !== undefined && sent.length > (trick === 'reorder' ? 1 : 0)) {
      cheated = true
      tampering.delete(who)
      sent = tampered(sent, trick)
    }
    const envelopes: RelayFrame[] = sent.length === 0 ? [] : [{ kind: 'envelopes', route, count, envelopes: sent }]
    return { frames: [...first, ...envelopes, await headOf(view)], cheated }
  }

  return {
    name,
    key: signer.device as string as RelayKey,
    isHostile,
    views,
    elsewhere,
    tampering,
    lies: false,
    viewOf,
    welcome: () => ({ kind: 'welcome', key: signer.device as string as RelayKey, epoch }),
    subscribe(who, { epoch: named, count, hash }) {
      const view = viewOf(who)
      const reason =
        named !== epoch && (named !== NO_EPOCH || count > 0)
          ? 'OtherEpoch'
          : count >= view.positions.length
            ? 'RolledBack'
            : view.positions[count]?.hash === hash
              ? null
              : 'OtherHistory'
      if (reason === null || this.lies) return from(who, count, [])
      return from(who, 0, [{ kind: 'restart', route, reason, ...ROUTE_START }])
    },
    async put(who, count, envelopes) {
      const view = viewOf(who)
      const refused: RelayFrame[] = []
      for (const bytes of envelopes) {
        const parsed = parseEnvelope(bytes)
        if (!parsed.ok || !(await verifyEnvelope(parsed.value, cachedVerify))) continue
        const envelope = parsed.value
        if (view.envelopes.some(({ id }) => id === envelope.id)) continue
        const last = view.envelopes.findLast(({ device }) => device === envelope.device)
        if ((last?.sequence ?? -1) + 1 === envelope.sequence && (last?.id ?? null) === envelope.previous) {
          view.envelopes.push(envelope)
          view.positions.push(nextPosition(view.positions.at(-1) as RelayPosition, envelope.id))
        } else
          refused.push({ kind: 'refused', route, id: envelope.id, reason: 'Gap', detail: (last?.sequence ?? -1) + 1 })
      }
      return from(who, count, refused)
    },
  }
}

function tampered(sent: readonly Uint8Array[], trick: Trick): readonly Uint8Array[] {
  const [first, second, ...rest] = sent as readonly [Uint8Array, ...Uint8Array[]]
  if (trick === 'withhold') return sent.slice(1)
  if (trick === 'reorder' && second !== undefined) return [second, first, ...rest]
  return [flipped(first), ...sent.slice(1)]
}

/** One bit of the payload is another: another ciphertext under the old name. */
function flipped(bytes: Uint8Array): Uint8Array {
  const changed = bytes.slice()
  changed[150] = (changed[150] as number) ^ 1
  return changed
}
