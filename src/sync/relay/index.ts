// What a relay and its clients have in common. A relay knows nothing else of a pot.

export { createVerifier, type VerifySignature } from '../../crypto/index.ts'
export type { DeviceId, Hash32 } from '../../domain/index.ts'
export { err, ok, type Result } from '../../domain/index.ts'
export {
  createEnvelope,
  MAX_ENVELOPE_BYTES,
  MAX_PAYLOAD_BYTES,
  parseEnvelope,
  verifyEnvelope,
  type Envelope,
  type EnvelopeContent,
  type EnvelopeError,
  type EnvelopeId,
  type RouteId,
} from '../envelope.ts'
export * from './blob-permit.ts'
export * from './client-frame.ts'
export { ENVELOPE_LENGTH_BYTES, MAX_FRAME_BYTES, type FrameError } from './frame-bytes.ts'
export * from './relay-frame.ts'
export * from './relay-position.ts'
export * from './route.ts'
