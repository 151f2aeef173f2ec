import type { AccountId } from '../domain/index.ts'

/** Who holds the key. Browser wallets sign only where a signature cannot be replayed on a live chain. */
export type Custody = 'browser wallet' | 'development key'

/** A transaction to sign, readable: the fields of polkadot-js's `SignerPayloadJSON`. */
export type SignablePayload = {
  address: string
  assetId?: `0x${string}`
  blockHash: `0x${string}`
  blockNumber: `0x${string}`
  era: `0x${string}`
  genesisHash: `0x${string}`
  metadataHash?: `0x${string}`
  method: string
  mode?: number
  nonce: `0x${string}`
  specVersion: `0x${string}`
  tip: `0x${string}`
  transactionVersion: `0x${string}`
  signedExtensions: string[]
  version: number
  withSignedTransaction?: boolean
}

/** Bytes to sign as text `0x…`, as polkadot-js hands them out. `type` says whether they are a transaction or free bytes. */
export type RawSigningRequest = { readonly address: string; readonly data: string; readonly type: 'bytes' | 'payload' }
/** A signature as `0x…` text. */
export type RawSignature = { readonly id: number; readonly signature: `0x${string}` }

/** Signs transactions of one account. At least one of the two ways is there; wallets of the browser want the readable one. */
export type TransactionSigner = {
  readonly account: AccountId
  readonly custody: Custody
  /** Signs a readable payload (polkadot-js's SignerPayloadJSON). Rejects with a thrown error when the person refuses. */
  readonly signPayload?: (payload: SignablePayload) => Promise<RawSignature>
  /** Signs the bytes as they are, without hashing; those of a transaction with the key type's byte in front of the signature. */
  readonly signRaw?: (request: RawSigningRequest) => Promise<RawSignature>
}
