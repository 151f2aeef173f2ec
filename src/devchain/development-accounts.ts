import { Keyring } from '@polkadot/keyring'
import type { KeyringPair } from '@polkadot/keyring/types'
import { u8aToHex } from '@polkadot/util'
import { cryptoWaitReady, keccak256AsU8a } from '@polkadot/util-crypto'

/** People of the embedded chain. Their keys derive from Substrate's public development phrase: worth nothing anywhere else. */
export const developmentNames = [
  'Alice',
  'Bob',
  'Charlie',
  'Dave',
  'Eve',
  'Ferdie',
  'Grace',
  'Heidi',
  'Ivan',
  'Judy',
  'Kim',
  'Leo',
] as const

/** Funded like the others, but its Ethereum style address leads nowhere: an account from before the chain mapped them by itself. */
export const unmappedName = 'Zoe'

/** An account that has money on the embedded chain. Hex text is lowercase, without `0x`. */
export type DevelopmentAccount = {
  readonly name: string
  /** Secret URI such as `//Alice`, which any keyring understands. */
  readonly uri: string
  /** SS58, prefix 42. */
  readonly address: string
  readonly publicKey: string
  /** 20 bytes: how contracts see the account. */
  readonly h160: string
  /** Whether the chain can lead from `h160` back to the account. */
  readonly isMapped: boolean
}

let derived: Promise<readonly DevelopmentAccount[]> | null = null

/** Everyone who has money in the development genesis, //Alice first. Derived once per process. */
export function developmentAccounts(): Promise<readonly DevelopmentAccount[]> {
  derived ??= deriveAccounts()
  return derived
}

const deriveAccounts = async (): Promise<readonly DevelopmentAccount[]> => {
  await cryptoWaitReady()
  return [...developmentNames, unmappedName].map((name) => {
    const { address, publicKey } = developmentPair(`//${name}`)
    return {
      name,
      uri: `//${name}`,
      address,
      publicKey: u8aToHex(publicKey).slice(2),
      h160: u8aToHex(keccak256AsU8a(publicKey).subarray(12)).slice(2),
      isMapped: name !== unmappedName,
    }
  })
}

/** The sr25519 keys behind a secret URI; `cryptoWaitReady` must have resolved. */
export function developmentPair(uri: string): KeyringPair {
  return new Keyring({ type: 'sr25519', ss58Format: 42 }).addFromUri(uri)
}
