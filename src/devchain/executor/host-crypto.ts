import { blake2AsU8a, ed25519Verify, secp256k1Recover, sr25519Verify } from '@polkadot/util-crypto'
import type { HexString } from '@polkadot/util/types'
import { bytesToHex, concatBytes } from './bytes.ts'
import type { HostContext, HostFunctions, TrustedSigners } from './host-context.ts'

type Verify = (message: Uint8Array, signature: Uint8Array, publicKey: Uint8Array) => boolean

/** How Chopsticks marks a mocked signature. */
export const mockedSignature: HexString = `0xdeadbeef${'cd'.repeat(60)}`

/** `EcdsaVerifyError::BadSignature` as the `Err` of a result. */
const badSignature = Uint8Array.of(1, 2)

/** `ext_crypto_*`: signatures are checked, never made. */
export function hostCrypto({ memory, call }: HostContext): HostFunctions {
  const verify = (check: Verify) => (signature: number, message: bigint, publicKey: number) => {
    const { trusted } = call()
    const [key, signed] = [memory.readFixed(publicKey, 32), memory.readFixed(signature, 64)]
    if (isTrusted(trusted, signed, key)) return 1
    return Number(isTrue(() => check(memory.read(message), signed, key)))
  }
  const recover = (isCompressed: boolean) => (signature: number, message: number) => {
    const recovery = memory.readFixed(signature, 65)
    const found = recoverKey(memory.readFixed(message, 32), recovery, isCompressed)
    return memory.give(found === null ? badSignature : concatBytes(Uint8Array.of(0), found))
  }
  const ecdsa = (digest: (message: never) => Uint8Array) => (signature: number, message: never, publicKey: number) => {
    if (call().trusted === 'everybody') return 1
    const signer = recoverKey(digest(message), memory.readFixed(signature, 65), true)
    return Number(signer !== null && bytesToHex(signer) === bytesToHex(memory.readFixed(publicKey, 33)))
  }
  const ofMessage = ecdsa((message: bigint) => blake2AsU8a(memory.read(message), 256))
  return {
    ext_crypto_ed25519_verify_version_1: verify(ed25519Verify),
    ext_crypto_sr25519_verify_version_1: verify(sr25519Verify),
    ext_crypto_sr25519_verify_version_2: verify(sr25519Verify),
    ext_crypto_ecdsa_verify_version_1: ofMessage,
    ext_crypto_ecdsa_verify_version_2: ofMessage,
    ext_crypto_ecdsa_verify_prehashed_version_1: ecdsa((hash: number) => memory.readFixed(hash, 32)),
    ext_crypto_secp256k1_ecdsa_recover_version_1: recover(false),
    ext_crypto_secp256k1_ecdsa_recover_version_2: recover(false),
    ext_crypto_secp256k1_ecdsa_recover_compressed_version_1: recover(true),
    ext_crypto_secp256k1_ecdsa_recover_compressed_version_2: recover(true),
  }
}

const isTrusted = (trusted: TrustedSigners, signature: Uint8Array, key: Uint8Array): boolean => {
  if (trusted === 'everybody') return true
  return trusted === 'marked' ? bytesToHex(signature) === mockedSignature : trusted.has(bytesToHex(key))
}

const isTrue = (check: () => boolean): boolean => {
  try {
    return check()
  } catch {
    return false // malformed key or signature
  }
}

/** The signer's public key: 33 bytes when compressed, else the 64 bytes of both coordinates. */
const recoverKey = (message: Uint8Array, signature: Uint8Array, isCompressed: boolean): Uint8Array | null => {
  const recovery = signature[64] ?? 0
  try {
    return secp256k1Recover(
      message,
      signature.subarray(0, 64),
      recovery >= 27 ? recovery - 27 : recovery, // Ethereum counts from 27
      isCompressed ? 'blake2' : 'keccak',
    )
  } catch {
    return null // no such point
  }
}
