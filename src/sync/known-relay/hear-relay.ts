// The first tier from the client's side: what a relay says is held against what it said before. Whatever it does to its sequence (going back,
// rewriting, leaving out, showing two) shows in the running hash or in its own signatures; whatever it does to an envelope shows in the envelope.

import { verifySignature, type VerifySignature } from '../../crypto/index.ts'
import { type Envelope, type EnvelopeError, type EnvelopeId, parseEnvelope } from '../envelope.ts'
import type { PutRefusal, RelayFrame, RestartReason } from '../relay/relay-frame.ts'
import {
  nextPosition,
  type RelayHead,
  type RelayKey,
  type RelayPosition,
  ROUTE_START,
  verifyRelayHead,
} from '../relay/relay-position.ts'
import type { KnownRelay } from './known-relay.ts'

/** Something that an honest relay in good order does not do, or does once in a long while. */
export type RelayFinding =
  /** Another key than the pinned one: another relay behind the same address. Nothing of it is read. */
  | { readonly type: 'RelayKeyChanged'; readonly was: RelayKey; readonly is: RelayKey }
  /** It begins anew, says it, and why. */
  | { readonly type: 'RelayStartedOver'; readonly reason: RestartReason; readonly was: RelayPosition }
  /** It signed a head, and has less or something else now. `head` is its own word against it. */
  | { readonly type: 'RelayWentBack'; readonly head: RelayHead; readonly is: RelayPosition }
  /** Its head is not what the envelopes that it sent come to: it left out, added or exchanged some. */
  | { readonly type: 'RelayRewrote'; readonly read: RelayPosition; readonly is: RelayPosition }
  /** Envelopes from another place than the next. Nothing of them is read. */
  | { readonly type: 'RelayOutOfPlace'; readonly expected: number; readonly found: number }
  | { readonly type: 'RelayBadHead'; readonly is: RelayPosition }
  | { readonly type: 'RelaySentJunk'; readonly error: EnvelopeError | { readonly type: 'OtherRoute' } }

/** What followed from a frame. */
export interface Heard {
  readonly known: KnownRelay
  /** New envelopes in the relay's order, their signatures unchecked. */
  readonly envelopes: readonly Envelope[]
  /** Envelopes that the relay now has signed for: it stored them, whoever sent them. */
  readonly stored: readonly EnvelopeId[]
  readonly refused: PutRefusal | null
  /** How many envelopes the relay signed for beyond those it sent. On their way, or, if that lasts, withheld. */
  readonly behind: number
  readonly findings: readonly RelayFinding[]
}

/** How many envelopes are remembered while a relay signs nothing. */
const UNSIGNED = 65_536
/** How many running hashes are remembered. */
const TRAIL = 4096

/** Takes what the relay said. Never rejects. */
export async function hearRelay(
  known: KnownRelay,
  frame: RelayFrame,
  verify: VerifySignature = verifySignature,
): Promise<Heard> {
  if (frame.kind === 'welcome') return welcome(known, frame)
  if (frame.route !== known.route) return heard(known, {})
  switch (frame.kind) {
    case 'envelopes':
      return readEnvelopes(known, frame.count, frame.envelopes)
    case 'head':
      return readHead(known, frame, verify)
    case 'restart':
      return restart(known, frame.reason, { count: frame.count, hash: frame.hash })
    case 'refused':
      return heard(known, { refused: frame })
  }
}

function welcome(known: KnownRelay, { key, epoch }: Extract<RelayFrame, { readonly kind: 'welcome' }>): Heard {
  if (known.key !== null && known.key !== key)
    return heard(known, { findings: [{ type: 'RelayKeyChanged', was: known.key, is: key }] })
  // That a known relay has another database is for `restart` to say: until then the old place is what is asked for.
  return heard({ ...known, key, epoch: known.position.count === 0 ? epoch : known.epoch, serving: epoch }, {})
}

function readEnvelopes(known: KnownRelay, count: number, sent: readonly Uint8Array[]): Heard {
  if (count !== known.position.count)
    return heard(known, { findings: [{ type: 'RelayOutOfPlace', expected: known.position.count, found: count }] })
  const envelopes: Envelope[] = []
  const unsigned = [...known.unsigned]
  const trail = [...known.trail]
  let { position } = known
  for (const bytes of sent) {
    const parsed = parseEnvelope(bytes)
    if (!parsed.ok || parsed.value.route !== known.route) {
      const error = parsed.ok ? ({ type: 'OtherRoute' } as const) : parsed.error
      return heard({ ...known, position, trail, unsigned }, { envelopes, findings: [{ type: 'RelaySentJunk', error }] })
    }
    envelopes.push(parsed.value)
    position = nextPosition(position, parsed.value.id)
    unsigned.push({ id: parsed.value.id, position })
    trail.push(position.hash)
  }
  const kept = { trail: trail.slice(-TRAIL), unsigned: unsigned.slice(-UNSIGNED) }
  return heard({ ...known, position, ...kept }, { envelopes })
}

async function readHead(known: KnownRelay, frame: RelayHead, verify: VerifySignature): Promise<Heard> {
  const { key, serving: epoch, position, unsigned } = known
  const { route, count, hash, signature } = frame
  const head: RelayHead = { route, count, hash, signature }
  const is: RelayPosition = { count, hash }
  if (key === null || !(await verifyRelayHead(head, { key, epoch }, verify)))
    return heard(known, { findings: [{ type: 'RelayBadHead', is }] })
  if (known.head !== null && count <= known.head.count) {
    const isSame = count === known.head.count && hash === known.head.hash
    return heard(known, { findings: isSame ? [] : [{ type: 'RelayWentBack', head: known.head, is }] })
  }
  if (count > position.count) return heard(known, { behind: count - position.count })
  const index = unsigned.findIndex((each) => each.position.count === count)
  if (unsigned[index] !== undefined && unsigned[index].position.hash !== hash)
    return heard(known, { findings: [{ type: 'RelayRewrote', read: unsigned[index].position, is }] })
  const stored = unsigned.slice(0, index + 1).map(({ id }) => id)
  return heard({ ...known, head, unsigned: unsigned.slice(index + 1) }, { stored })
}

/** The relay goes on from elsewhere. Everything from there on is read again; events that are here already cost nothing but the way. */
function restart(known: KnownRelay, reason: RestartReason, is: RelayPosition): Heard {
  const findings: RelayFinding[] = [{ type: 'RelayStartedOver', reason, was: known.position }]
  // What it has signed nothing for it may have lost: there is nothing to hold against it, and all is read again.
  if (known.head !== null && (reason === 'RolledBack' || reason === 'OtherHistory'))
    findings.push({ type: 'RelayWentBack', head: known.head, is })
  const position = is.count === 0 ? ROUTE_START : is
  return heard({ ...known, epoch: known.serving, position, head: null, trail: [], unsigned: [] }, { findings })
}

function heard(known: KnownRelay, rest: Partial<Heard>): Heard {
  return { envelopes: [], stored: [], refused: null, behind: 0, findings: [], ...rest, known }
}
