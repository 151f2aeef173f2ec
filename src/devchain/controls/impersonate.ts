import type { Blockchain } from '@acala-network/chopsticks-core'
import type { Signer } from '@polkadot/api/types'
import { encodeAddress } from '@polkadot/keyring'
import { hexToU8a, isHex, u8aToHex } from '@polkadot/util'
import { decodeAddress } from '@polkadot/util-crypto'
import type { HexString } from '@polkadot/util/types'
import { mockedSignature } from '../executor/host-crypto.ts'
import { impersonatedOn } from '../executor/impersonated.ts'
import { runsNatively } from '../executor/run-natively.ts'

/** Somebody whose key is not here. `signAndSend(impersonated.address, { signer: impersonated.signer })` sends what they would send. */
export type Impersonated = {
  /** SS58, prefix 42. */
  readonly address: string
  readonly publicKey: HexString
  readonly signer: Signer
  /** From here on their signatures are checked again. */
  readonly stop: () => void
}

/** The first byte says sr25519. */
const signature: HexString = `0x01${mockedSignature.slice(2)}`

/**
 * Lets anybody sign for `account`: SS58, 32 bytes in hex, or the 20 bytes of a contract or an Ethereum address, which stands for the
 * account that the chain uses for it. Contracts may send everything but contract calls. Chopsticks' interpreter cannot tell accounts apart:
 * there, from now on, anybody may sign for anybody with its mark of a mocked signature.
 */
export function impersonate(chain: Blockchain, account: string): Impersonated {
  const publicKey = publicKeyOf(account)
  const trusted = impersonatedOn(chain)
  trusted.add(publicKey)
  if (!runsNatively(chain)) (chain as { mockSignatureHost: boolean }).mockSignatureHost = true
  let count = 0
  return {
    address: encodeAddress(publicKey, 42),
    publicKey,
    signer: { signPayload: async () => ({ id: ++count, signature }) },
    stop: () => {
      trusted.delete(publicKey)
    },
  }
}

const ethereumBytes = 20
/** What pallet-revive fills an address of 20 bytes up with. */
const fallback = new Uint8Array(12).fill(0xee)

const publicKeyOf = (account: string): HexString => {
  if (!isHex(account)) return u8aToHex(decodeAddress(account))
  const bytes = hexToU8a(account)
  if (bytes.length === ethereumBytes) return u8aToHex(Uint8Array.from([...bytes, ...fallback]))
  if (bytes.length === 32) return account.toLowerCase() as HexString
  throw new Error(`${account} is no account: it has ${bytes.length} bytes`)
}
