import { type EventSigner, verifySignature, type VerifySignature } from '../../crypto/index.ts'
import { ascii, bytesToHex, concatBytes, type DeviceId, type Hex, hexToBytes } from '../../domain/index.ts'
import type { RouteId } from '../envelope.ts'

/** Id of a blob: SHA-256 of its bytes. */
export type BlobId = Hex<'BlobId'>

/** Says on whose account a relay stores a blob: a device that has written on a route. */
export interface BlobPermit {
  readonly blob: BlobId
  readonly route: RouteId
  readonly device: DeviceId
  /** Ed25519 over "quits/blob/v1" ++ route ++ blob. Storing is idempotent, so it needs no nonce. */
  readonly signature: Uint8Array
}

const PREFIX = ascii('quits/blob/v1')

/** A signed permit to store a blob. */
export async function createBlobPermit(blob: BlobId, route: RouteId, signer: EventSigner): Promise<BlobPermit> {
  return { blob, route, device: signer.device, signature: await signer.sign(messageOf(route, blob)) }
}

/** Whether the permit's device signed it. Never rejects. */
export function verifyBlobPermit(permit: BlobPermit, verify: VerifySignature = verifySignature): Promise<boolean> {
  return verify(permit.device, messageOf(permit.route, permit.blob), permit.signature)
}

/** The permit as the value of the HTTP header `authorization`: "Quits <route> <device> <signature>", in hex. */
export function blobPermitToHeader({ route, device, signature }: BlobPermit): string {
  return `Quits ${route} ${device} ${bytesToHex(signature)}`
}

/** The permit for `blob` in a header; null when there is none. */
export function blobPermitFromHeader(header: string, blob: BlobId): BlobPermit | null {
  const [, route, device, signature] = /^Quits ([0-9a-f]{64}) ([0-9a-f]{64}) ([0-9a-f]{128})$/.exec(header) ?? []
  if (route === undefined || device === undefined || signature === undefined) return null
  return { blob, route: route as RouteId, device: device as DeviceId, signature: hexToBytes(signature) }
}

function messageOf(route: RouteId, blob: BlobId): Uint8Array {
  return concatBytes(PREFIX, hexToBytes(route), hexToBytes(blob))
}
