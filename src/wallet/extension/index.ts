export { createExtensionWallet } from './extension-wallet.ts'
export { KNOWN_WALLETS, type KnownWallet } from './known-wallets.ts'
