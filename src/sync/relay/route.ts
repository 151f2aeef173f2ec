import { sha256 } from '../../crypto/index.ts'
import { ascii, bytesToHex, type Hash32, hexToBytes, type PotId } from '../../domain/index.ts'
import type { RouteId } from '../envelope.ts'

const PREFIX = ascii('quits/route/v1')

/** The route of a pot: SHA-256("quits/route/v1" ++ pot id ++ pot salt). Who does not know the pot's genesis event cannot tell which pot it is. */
export function routeOf(pot: PotId, salt: Hash32): RouteId {
  return bytesToHex(sha256(PREFIX, hexToBytes(pot), hexToBytes(salt))) as RouteId
}
