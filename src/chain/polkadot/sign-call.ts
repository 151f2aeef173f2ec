import type { Signer, SubmittableExtrinsic } from '@polkadot/api/types'
import { hexToU8a, u8aToHex } from '@polkadot/util'
import { blake2AsU8a, encodeAddress } from '@polkadot/util-crypto'
import { hexToBytes, type Hash32 } from '../../domain/index.ts'
import type { CallEstimate } from '../call-estimate.ts'
import type { ChainCall } from '../contract-call.ts'
import type { PendingTransaction } from '../transaction.ts'
import type { TransactionSigner } from '../transaction-signer.ts'
import { buildExtrinsic } from './build-extrinsic.ts'
import type { Connection } from './connection.ts'
import { from0x } from './prefixed-hex.ts'

/** Blocks for which a signature is valid; afterwards the transaction can never enter. */
const MORTALITY = 64

/** Bytes of a payload that are signed as they are; of longer ones it is their BLAKE2b-256. */
const LONGEST_SIGNED = 256

/** A signed extrinsic and what is kept of it. */
export type SignedCall = { readonly extrinsic: SubmittableExtrinsic<'promise'>; readonly pending: PendingTransaction }

/** Builds the extrinsic over the newest finalized block and has it signed. Throws what the signer throws. */
export async function signCall(
  { api }: Connection,
  call: ChainCall,
  estimate: CallEstimate,
  signer: TransactionSigner,
): Promise<SignedCall> {
  const address = encodeAddress(hexToBytes(signer.account), api.registry.chainSS58)
  const extrinsic = buildExtrinsic(api, call, signer.account, estimate)
  const blockHash = await api.rpc.chain.getFinalizedHead()
  const number = (await api.rpc.chain.getHeader(blockHash)).number.toNumber()
  const era = api.registry.createType('ExtrinsicEra', { current: number, period: MORTALITY })
  const nonce = (await api.rpc.system.accountNextIndex(address)).toNumber()
  await extrinsic.signAsync(address, { signer: toPolkadotSigner(signer), nonce, era, blockHash })
  const pending: PendingTransaction = {
    hash: from0x(extrinsic.hash.toHex()) as Hash32,
    genesis: from0x(api.genesisHash.toHex()) as Hash32,
    account: signer.account,
    call,
    nonce,
    validFrom: { number, hash: from0x(blockHash.toHex()) as Hash32 },
    validUntil: era.asMortalEra.death(number) - 1,
    extrinsic: extrinsic.toHex(),
  }
  return { extrinsic, pending }
}

/** Whether what a signer threw is a person's refusal: wallets say it in prose only. */
export function isRejection(thrown: unknown): boolean {
  return /cancell?ed|rejected|denied|declined|refused by user/i.test(
    thrown instanceof Error ? thrown.message : String(thrown),
  )
}

/** polkadot-js prefers the readable payload, and hands out the bytes unhashed though what is signed of a long payload is its hash. */
export function toPolkadotSigner({ signPayload, signRaw }: TransactionSigner): Signer {
  return {
    ...(signPayload && { signPayload }),
    ...(signRaw && { signRaw: (raw) => signRaw({ ...raw, data: signedPart(raw.data) }) }),
  }
}

function signedPart(payload: string): string {
  const bytes = hexToU8a(payload)
  return bytes.length > LONGEST_SIGNED ? u8aToHex(blake2AsU8a(bytes)) : payload
}
