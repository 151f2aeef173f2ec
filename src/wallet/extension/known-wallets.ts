/** A wallet that people may have: the name under which it injects itself, and where to get it. */
export type KnownWallet = { readonly id: string; readonly name: string; readonly link: string }

/** Wallets that are offered even when they are not installed. Any other that injects itself is listed as well. */
export const KNOWN_WALLETS: readonly KnownWallet[] = [
  { id: 'polkadot-js', name: 'polkadot{.js}', link: 'https://polkadot.js.org/extension/' },
  { id: 'talisman', name: 'Talisman', link: 'https://talisman.xyz/download' },
  { id: 'subwallet-js', name: 'SubWallet', link: 'https://www.subwallet.app/download.html' },
  { id: 'nova', name: 'Nova Wallet', link: 'https://novawallet.io/' },
]
