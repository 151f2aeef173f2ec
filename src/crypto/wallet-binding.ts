// ME7: a wallet and an account key name each other, so that neither can be bound by somebody else. Replay is excluded by what is named: pot, member,
// chain, and the other key.

import {
  type AccountId,
  ascii,
  concatBytes,
  type Hash32,
  type Hex,
  hexToBytes,
  type MemberId,
  type PotId,
} from '../domain/index.ts'
import { verifySignature, type VerifySignature } from './verify-signature.ts'

/** Who is bound where, seen from the wallet. */
export interface WalletBinding {
  readonly pot: PotId
  readonly member: MemberId
  readonly account: Hex<'AccountKey'>
  /** Genesis hash of the wallet's chain. */
  readonly genesis: Hash32
}

/** The text that a wallet shows and signs, wrapped by the wallet in `<Bytes>` and `</Bytes>`. ASCII, lines end with a line feed, none after the last. */
export function walletBindingText({ pot, member, account, genesis }: WalletBinding): string {
  return [
    'quits/bind/v1',
    'I am this member of this Quits pot. Signing moves no money and gives no access to my funds.',
    `pot: ${pot}`,
    `member: ${member}`,
    `account: ${account}`,
    `genesis: ${genesis}`,
  ].join('\n')
}

/** The bytes under a wallet's signature: the text between `<Bytes>` and `</Bytes>`, as wallets wrap what is no transaction. */
export function walletBindingBytes(binding: WalletBinding): Uint8Array {
  return ascii(`<Bytes>${walletBindingText(binding)}</Bytes>`)
}

/** Who is bound where, seen from the account key. */
export interface AccountBinding {
  readonly pot: PotId
  readonly member: MemberId
  readonly wallet: AccountId
  readonly genesis: Hash32
}

/** What the account key signs back: "quits/bind-back/v1" ++ pot ++ member ++ wallet ++ genesis, 32 bytes each. */
export function accountBindingBytes({ pot, member, wallet, genesis }: AccountBinding): Uint8Array {
  return concatBytes(
    ascii('quits/bind-back/v1'),
    hexToBytes(pot),
    hexToBytes(member),
    hexToBytes(wallet),
    hexToBytes(genesis),
  )
}

/** Whether `account` signed the binding back. */
export function verifyAccountBinding(
  binding: AccountBinding,
  account: Hex<'AccountKey'>,
  signature: Uint8Array,
  verify: VerifySignature = verifySignature,
): Promise<boolean> {
  return verify(account, accountBindingBytes(binding), signature)
}
