export type { KeyType, WalletAccount, WalletError, WalletInfo, WalletPort, WalletSigner, WalletStatus } from './wallet-port.ts'
