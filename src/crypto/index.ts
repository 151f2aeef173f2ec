// Keys, signatures and what they are made over. The only importer of elliptic-curve code.

export { createAccountKey, sealingSecretOf, type AccountKey } from './account-key.ts'
export { blake2b128, blake2b256 } from './blake2b.ts'
export { deviceCertificateBytes, verifyDeviceCertificate, type DeviceCertificate } from './device-certificate.ts'
export { createKeptDeviceKey, createSeedDeviceKey, createSigner, seedDeviceKey, type DeviceKey } from './device-key.ts'
export { publicKeyOf, SEED_BYTES } from './ed25519-key.ts'
export { eventMessage, type EventSigner } from './event-signer.ts'
export { createInvitationKey, type InvitationKey } from './invitation-key.ts'
export { systemRandom, type Random } from './random.ts'
export { openPayload, sealingKeyOf, sealPayload, type OpenError, type PotKey } from './seal-payload.ts'
export { createSealingKey, type SealingKey } from './sealing-key.ts'
export { sha256 } from './sha256.ts'
export { accountToSs58 } from './ss58-address.ts'
export { createVerifier, verifySignature, type VerifySignature } from './verify-signature.ts'
export { isAcceptableKey, verifyStrictly } from './verify-strictly.ts'
export { verifyWalletBinding, verifyWalletSignature, type WalletSignature } from './verify-wallet-signature.ts'
export {
  accountBindingBytes,
  verifyAccountBinding,
  walletBindingBytes,
  walletBindingText,
  type AccountBinding,
  type WalletBinding,
} from './wallet-binding.ts'
export { wrapBoundBytes, type WrapBound } from './wrap-bound.ts'
export { unwrapKey, wrapKey, WRAPPED_KEY_BYTES, type UnwrapError } from './wrap-key.ts'
