/** Where randomness comes from: a port, so that tests and simulations repeat. */
export interface Random {
  /** Fresh random bytes that nobody can predict. */
  readonly bytes: (length: number) => Uint8Array
}

/** The platform's cryptographic generator. */
export const systemRandom: Random = {
  bytes: (length) => globalThis.crypto.getRandomValues(new Uint8Array(length)),
}
