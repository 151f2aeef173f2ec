import { walletBindingText } from '../crypto/index.ts'
import {
  bytesToHex,
  err,
  memberOf,
  utf8Encode,
  type Hash32,
  type Hex,
  type MemberId,
  type PotEvent,
  type Result,
} from '../domain/index.ts'
import type { WalletAccount, WalletError, WalletPort } from '../wallet/index.ts'
import type { ActionError } from './action-error.ts'
import { writeOne } from './write-one.ts'
import type { PotSession } from './pot-session.ts'

/** Why a wallet could not be bound. */
export type BindError =
  | ActionError
  | WalletError
  | { readonly type: 'WalletTaken'; readonly member: MemberId }
  | { readonly type: 'KeyTypeUnsupported'; readonly keyType: string }

/** The exact text that the wallet will show and sign; people see it before they are asked. Undefined while this device speaks for nobody. */
export function bindingText(session: PotSession, genesis: Hash32): string | undefined {
  const member = memberOf(session.fold().open, session.identity.signer.device)
  return member === undefined
    ? undefined
    : walletBindingText({ pot: session.id, member, account: session.identity.account, genesis })
}

/** ME7: binds an account of a wallet to this device's member: the wallet signs the text, the account key signs back, both stand in one event. */
export async function bindWallet(
  session: PotSession,
  wallet: WalletPort,
  account: WalletAccount,
  genesis: Hash32,
): Promise<Result<PotEvent, BindError>> {
  const { open } = session.fold()
  const member = memberOf(open, session.identity.signer.device)
  const text = bindingText(session, genesis)
  if (member === undefined || text === undefined) return err({ type: 'DeviceUnknown' })
  if (account.keyType === 'ethereum') return err({ type: 'KeyTypeUnsupported', keyType: account.keyType })
  const taken = open.bindings.find((binding) => binding.wallet === account.account && binding.genesis === genesis)
  if (taken) return err({ type: 'WalletTaken', member: taken.member })
  // The account first: nobody is asked to sign what then cannot be used.
  const accountSignature = await session.identity.bindBack(session.id, member, account.account, genesis)
  if (accountSignature === null) return err({ type: 'AccountElsewhere' })
  const signature = await wallet.signBytes(account, utf8Encode(text))
  if (!signature.ok) return signature
  return writeOne(session, {
    kind: 'wallet.bound',
    body: {
      member,
      account: session.identity.account,
      wallet: account.account,
      scheme: account.keyType,
      genesis,
      walletSignature: bytesToHex(signature.value) as Hex<'Signature'>,
      accountSignature,
    },
  })
}
