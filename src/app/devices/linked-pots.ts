import { wrapBoundBytes, wrapKey } from '../../crypto/index.ts'
import { bytesToHex, ok, type EventId, type Hex, type Result } from '../../domain/index.ts'
import type { StorageError } from '../../storage/index.ts'
import type { LinkedPot, LinkRequest } from '../../sync/index.ts'
import type { PotSession } from '../pot-session.ts'
import { keyRing } from '../sync/key-ring.ts'

/** As many keys of a pot as fit a message; of more, the last ones. */
const MAX_KEYS = 400

/** A device that is to be one of the person's. */
type NewDevice = Pick<LinkRequest, 'device' | 'sealing'>

/**
 * What a new device of the person needs of a pot: its certificate as their member's, every key wrapped to it, and where to find the history. Null for a pot in
 * which the account is nobody's.
 */
export async function linkedPot(
  session: PotSession,
  { device, sealing }: NewDevice,
): Promise<Result<LinkedPot | null, StorageError>> {
  const { identity, ports, id: pot } = session
  const { members, genesis, devices } = session.fold().open
  const own = [...members.values()].find(({ account }) => account === identity.account)
  if (!own || !devices.has(identity.signer.device)) return ok(null)
  const certificate = await identity.certify(pot, own.id, device, sealing)
  if (certificate === null) return ok(null)
  const access = await ports.storage.access.get(pot)
  if (!access.ok) return access
  const keys = [...(await keyRing(session))].slice(-MAX_KEYS).map(([id, key]) => {
    const wrapped = wrapKey(key, sealing, wrapBoundBytes({ pot, from: id, to: device }), ports.random)
    return { id, wrapped: bytesToHex(wrapped) as Hex<'WrappedKey'> }
  })
  const [head] = session.log().headsOf(identity.signer.device)
  return ok({
    pot,
    salt: genesis.salt,
    member: own.id,
    certificate,
    head: head ?? (pot as string as EventId),
    keys,
    relays: access.value?.relays ?? [],
  })
}
