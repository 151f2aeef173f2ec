import type { Facts, MemberId } from '../domain/index.ts'
import type { Identity } from './identity.ts'

/**
 * The member who is this installation's person: for whom the device speaks, or whose account is the one that is held here. The second comes first in a pot
 * that a backup or the recovery words brought: the device has said nothing there yet.
 */
export function ownMember({ members, devices }: Facts, { account, signer }: Identity): MemberId | null {
  const spoken = devices.get(signer.device)?.member
  return spoken ?? [...members.values()].find((member) => member.account === account)?.id ?? null
}
