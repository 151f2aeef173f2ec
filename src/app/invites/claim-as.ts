import { err, type MemberId, ok, type Result } from '../../domain/index.ts'
import type { ActionError } from '../action-error.ts'
import { claimMember } from '../claim-actions.ts'
import { freeName } from '../free-name.ts'
import type { PotSession } from '../pot-session.ts'

/** Who somebody says that they are: one of those who are in the pot by name, or somebody new. */
export type Newcomer = { readonly member: MemberId } | { readonly name: string }

/**
 * Says who the person at this device is (ME1). A member whom this device adds for itself counts with the claim: nobody of the pot has to add the name
 * first.
 */
export async function claimAs(session: PotSession, who: Newcomer): Promise<Result<void, ActionError>> {
  if ('member' in who) {
    const claimed = await claimMember(session, who.member)
    return claimed.ok ? ok(undefined) : claimed
  }
  const { account, sealing, signer, certify } = session.identity
  // Nobody is added who then could not be claimed.
  if (!session.identity.holdsAccount) return err({ type: 'AccountElsewhere' })
  const clean = freeName(session, who.name)
  if (!clean.ok) return clean
  const added = await session.write({ kind: 'member.added', body: { name: clean.value } })
  if (!added.ok) return added
  const member = added.value[0]?.id as string as MemberId
  const certificate = await certify(session.id, member, signer.device, sealing)
  if (certificate === null) return err({ type: 'AccountElsewhere' })
  const claimed = await session.write({ kind: 'member.claimed', body: { member, account, sealing, certificate } })
  return claimed.ok ? ok(undefined) : claimed
}
