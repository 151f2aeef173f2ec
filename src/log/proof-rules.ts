import {
  verifyAccountBinding,
  verifyDeviceCertificate,
  type VerifySignature,
  verifyWalletBinding,
} from '../crypto/index.ts'
import { type EventKind, type EventOf, hexToBytes, type PotEvent, potOf } from '../domain/index.ts'
import type { ProofFault } from './refusal.ts'

type ProofRule<K extends EventKind> = (event: EventOf<K>, verify: VerifySignature) => Promise<ProofFault | null>

/** The signatures that bodies carry beside the device's own: kinds that are not here carry none. */
const proofRules = {
  /** ME1: the account key vouches for the author's device, in this pot, for this member. */
  'member.claimed': async (event, verify) => {
    const { member, sealing, account, certificate } = event.body
    const named = { pot: potOf(event), member, device: event.device, sealing }
    const holds = await verifyDeviceCertificate(named, account, hexToBytes(certificate), verify)
    return holds ? null : { type: 'BadCertificate', member }
  },

  /** ME7: the wallet names the account key, and the account key the wallet. */
  'wallet.bound': async (event, verify) => {
    const { member, account, wallet, scheme, genesis, walletSignature, accountSignature } = event.body
    const pot = potOf(event)
    if (!(await verifyAccountBinding({ pot, member, wallet, genesis }, account, hexToBytes(accountSignature), verify)))
      return { type: 'BadAccountSignature', member }
    const signed = { wallet, scheme, signature: hexToBytes(walletSignature) }
    return (await verifyWalletBinding({ pot, member, account, genesis }, signed))
      ? null
      : { type: 'BadWalletSignature', member }
  },
} as const satisfies { readonly [K in EventKind]?: ProofRule<K> }

/** The first signature in an event's body that does not hold. */
export async function proofFaultOf(event: PotEvent, verify: VerifySignature): Promise<ProofFault | null> {
  if (event.kind === 'member.claimed') return proofRules['member.claimed'](event, verify)
  if (event.kind === 'wallet.bound') return proofRules['wallet.bound'](event, verify)
  return null
}
