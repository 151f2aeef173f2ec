import { ENVELOPE_LENGTH_BYTES, ENVELOPES_FRAME_BYTES, type Envelope } from '../sync/relay/index.ts'

/** Envelopes in pieces, each for a frame of at most so many bytes; one that is longer by itself is a piece. */
export function envelopePieces(envelopes: readonly Envelope[], frameBytes: number): readonly (readonly Envelope[])[] {
  const found: Envelope[][] = []
  let bytes = frameBytes
  for (const envelope of envelopes) {
    const size = envelope.bytes.length + ENVELOPE_LENGTH_BYTES
    if (bytes + size > frameBytes) {
      found.push([])
      bytes = ENVELOPES_FRAME_BYTES
    }
    found.at(-1)?.push(envelope)
    bytes += size
  }
  return found
}
