import { concatBytes } from '../../domain/index.ts'
import type { StoredEvent } from '../../log/index.ts'
import type { Payload } from './sync-message.ts'

/** How an event becomes what travels for it, and back. The seam for encryption: reconciliation looks at ids only. */
export interface PayloadCodec {
  readonly seal: (event: StoredEvent) => Uint8Array
  /** Null when nothing can be made of it here: damaged, relabelled, or under a key that is missing. */
  readonly open: (payload: Payload) => StoredEvent | null
}

const SIGNATURE_BYTES = 64

/** Nothing hidden: the signature, 64 bytes, then the canonical bytes. For tabs, files and devices of one person. */
export const plainPayloads: PayloadCodec = {
  seal: ({ bytes, signature }) => concatBytes(signature, bytes),
  open: ({ id, bytes }) =>
    bytes.length <= SIGNATURE_BYTES
      ? null
      : { id, signature: bytes.subarray(0, SIGNATURE_BYTES), bytes: bytes.subarray(SIGNATURE_BYTES) },
}
