// Wallets hold keys; the app never does. A wallet is listed before it is asked for anything, and asked only by a person's action.
// The signer's shape equals what chain/ wants (TransactionSigner) without either layer importing the other.

import type { AccountId, Result } from '../domain/index.ts'

/** How a key signs. Ethereum-style keys are `ethereum` and cannot be bound yet. */
export type KeyType = 'sr25519' | 'ed25519' | 'ecdsa' | 'ethereum'

/** Where a wallet stands, for the list that people choose from. */
export type WalletStatus =
  | { readonly kind: 'not installed' }
  | { readonly kind: 'available' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'connected'; readonly accounts: number }
  | { readonly kind: 'refused' }

/** A wallet as listed; `id` names it for ever, `link` says where to get it when it is not installed. */
export type WalletInfo = {
  readonly id: string
  readonly name: string
  readonly version: string | null
  readonly status: WalletStatus
  readonly link: string | null
}

/** An account of a connected wallet. The same key under two address prefixes is one account. */
export type WalletAccount = {
  readonly account: AccountId
  readonly keyType: KeyType
  readonly name: string | null
  readonly wallet: string
}

/** Why a wallet did not do what it was asked. 'Rejected' is a person's decision and shows no error. */
export type WalletError =
  | { readonly type: 'NotInstalled'; readonly wallet: string }
  | { readonly type: 'Rejected'; readonly wallet: string }
  | { readonly type: 'NotConnected'; readonly wallet: string }
  | { readonly type: 'UnknownAccount'; readonly wallet: string; readonly account: AccountId }
  | { readonly type: 'NoAccounts'; readonly wallet: string }
  | { readonly type: 'Unsupported'; readonly wallet: string; readonly what: string }
  | { readonly type: 'WalletFailed'; readonly wallet: string; readonly detail: string }

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

/** Bytes to sign as text `0x…`, and what they are. */
export type RawSigningRequest = { readonly address: string; readonly data: string; readonly type: 'bytes' | 'payload' }
/** A signature as `0x…` text. */
export type RawSignature = { readonly id: number; readonly signature: `0x${string}` }

/** Signs transactions of one account; hand it to `ChainCaller.submit`. */
export type WalletSigner = {
  readonly account: AccountId
  readonly custody: 'browser wallet' | 'development key'
  readonly signPayload?: (payload: SignablePayload) => Promise<RawSignature>
  readonly signRaw?: (request: RawSigningRequest) => Promise<RawSignature>
}

/** One kind of wallets. */
export type WalletPort = {
  /** All wallets of this kind, installed ones first. Asks nobody for anything. */
  readonly list: () => Promise<readonly WalletInfo[]>
  /** Asks the wallet for its accounts; the person may be shown a question. */
  readonly connect: (wallet: string) => Promise<Result<readonly WalletAccount[], WalletError>>
  /**
   * Signs free bytes, wrapped as `<Bytes>…</Bytes>` as wallets do (bytes that come wrapped are not wrapped twice). The answer is the
   * signature's bytes alone, without a key type in front: 64, or 65 for ecdsa.
   */
  readonly signBytes: (account: WalletAccount, bytes: Uint8Array) => Promise<Result<Uint8Array, WalletError>>
  /** A signer of transactions for a connected account. */
  readonly signer: (account: WalletAccount) => Promise<Result<WalletSigner, WalletError>>
}
