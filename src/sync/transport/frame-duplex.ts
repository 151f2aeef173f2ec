import type { Result } from '../../domain/index.ts'

/**
 * Two ways for frames between two ends: all that reconciliation asks of a transport. A transport may lose, repeat and reorder frames; it never
 * hands over part of one.
 */
export interface FrameDuplex {
  /** Gives a frame to the transport and resolves once it has taken it, so that a slow peer slows its sender down. */
  readonly send: (frame: Uint8Array) => Promise<Result<void, DuplexError>>
  /** The next frame from the other end, null once the duplex is closed and everything that had arrived was taken. One caller at a time. */
  readonly receive: () => Promise<Uint8Array | null>
  /** Closes this end, and tells the other where the transport can. Closing twice changes nothing. */
  readonly close: () => void
}

/** Why a frame was not sent. */
export type DuplexError =
  | { readonly type: 'DuplexClosed' }
  | { readonly type: 'FrameTooLarge'; readonly bytes: number; readonly limit: number }
