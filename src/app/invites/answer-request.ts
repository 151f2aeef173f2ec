// ME10: one request to be let in, judged by what the pot's log says, and answered. Who is let in stands in the log, together with the keys that the device
// was given, before the answer leaves.

import { wrapBoundBytes, wrapKey } from '../../crypto/index.ts'
import {
  bytesToHex,
  inviteState,
  ok,
  sealingKey,
  type EventId,
  type Hex,
  type Invite,
  type PotFold,
  type Result,
} from '../../domain/index.ts'
import type { LaterContent } from '../../log/index.ts'
import {
  createJoinAnswer,
  MAX_WRAPPED_KEYS,
  verifyJoinRequest,
  type JoinAnswer,
  type JoinRefusal,
  type JoinRequest,
  type WrappedPotKey,
} from '../../sync/index.ts'
import { speaks } from '../speaks.ts'
import type { PotSession } from '../pot-session.ts'
import { keyRing, type KeyRing } from '../sync/key-ring.ts'
import { needsKey, rotateKey, type PotKeyError } from '../sync/pot-keys.ts'

/** The most devices that one invitation lets in, however often its link is passed on. */
export const MAX_ADMITTED = 64

/**
 * The answer to a request, null where this device has none to give: the request is not by this invitation, or this device does not speak or lacks the key
 * that is sealed under. To admit is written first, all of it or nothing; a device that was let in before is answered again.
 */
export async function answerRequest(
  session: PotSession,
  id: EventId,
  request: JoinRequest,
): Promise<Result<JoinAnswer | null, PotKeyError>> {
  const invite = session.fold().open.invites.get(id)
  if (!invite || !speaks(session)) return ok(null)
  if (!(await verifyJoinRequest(session.id, request, invite.event.body.key))) return ok(null)
  const { signer } = session.identity
  const reason = refusalOf(session, invite, request)
  if (reason !== null)
    return ok(await createJoinAnswer(session.id, { type: 'join-refused', to: request.device, reason }, signer))
  if (needsKey(session)) {
    const rotated = await rotateKey(session)
    if (!rotated.ok) return rotated
  }
  const ring = await keyRing(session)
  const { open } = session.fold()
  if (!ring.has(sealingKey(open) as EventId)) return ok(null)
  const keys = wrapAll(session, ring, request)
  const contents = admission(session.fold(), invite, request, keys)
  if (contents.length > 0) {
    const written = await session.write(...contents)
    if (!written.ok) return written
  }
  // Who has the last event of this device has everything that it had seen.
  const head = session.log().headsOf(signer.device)[0] ?? invite.event.id
  const content = { type: 'join-admitted', to: request.device, salt: open.genesis.salt, head, keys } as const
  return ok(await createJoinAnswer(session.id, content, signer))
}

/** Why the device that asks is not let in. */
function refusalOf(session: PotSession, invite: Invite, { device }: JoinRequest): JoinRefusal | null {
  const { open } = session.fold()
  if (open.revoked.has(device)) return 'removed'
  const state = inviteState(open, invite, session.ports.clock.now(), device)
  if (state !== 'open') return state
  const isKnown = invite.used.some(({ body }) => body.device === device)
  return !isKnown && invite.used.length >= MAX_ADMITTED ? 'full' : null
}

/** Every key that is here, the newest where there are too many, wrapped for the device that asks. */
function wrapAll(session: PotSession, ring: KeyRing, { device, sealing }: JoinRequest): readonly WrappedPotKey[] {
  const { known } = session.fold()
  const placeOf = (id: EventId): number => known.eventById.get(id)?.lamport ?? -1
  return [...ring]
    .toSorted(([a], [b]) => placeOf(a) - placeOf(b))
    .slice(-MAX_WRAPPED_KEYS)
    .map(([id, key]) => {
      const bound = wrapBoundBytes({ pot: session.id, from: id, to: device })
      return { id, wrapped: bytesToHex(wrapKey(key, sealing, bound, session.ports.random)) as Hex<'WrappedKey'> }
    })
}

/** What the log lacks to say that this device was let in: who it is, and each key it was given that devices may still seal under (ME9). */
function admission(
  { open }: PotFold,
  { event, used }: Invite,
  { device }: JoinRequest,
  keys: readonly WrappedPotKey[],
): readonly LaterContent[] {
  const shares = keys.flatMap(({ id, wrapped }): readonly LaterContent[] => {
    const key = open.keys.get(id)
    const isNeeded = key && !key.wraps.has(device) && ![...key.holders].some((holder) => open.revoked.has(holder))
    return isNeeded ? [{ kind: 'key.shared', body: { key: id, wraps: [{ device, wrapped }] } }] : []
  })
  const isNoted = used.some(({ body }) => body.device === device)
  return isNoted ? shares : [{ kind: 'invite.used', body: { invite: event.id, device } }, ...shares]
}
