export { createMemoryWallet, type MemoryKey, type MemoryWallet } from './memory-wallet.ts'
export type {
  KeyType,
  RawSignature,
  RawSigningRequest,
  SignablePayload,
  WalletAccount,
  WalletError,
  WalletInfo,
  WalletPort,
  WalletSigner,
  WalletStatus,
} from './wallet-port.ts'
export { wrapBytes } from './wrap-bytes.ts'
