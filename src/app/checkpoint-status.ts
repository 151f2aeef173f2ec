import { membersKnownTo, type EventId, type Facts, type MemberId, type PotFold } from '../domain/index.ts'

/** Where a proposed settlement stands (EP8): who signed, who is awaited, and whether it is agreed. */
export interface Agreement {
  readonly signed: readonly MemberId[]
  readonly awaited: readonly MemberId[]
  readonly isAgreed: boolean
}

/** EP8: agreed once a device of each member whose device the proposer knew has signed. */
export function agreementOn(fold: PotFold, checkpoint: EventId): Agreement {
  const signers = fold.open.checkpoints.get(checkpoint)?.signers ?? new Set()
  const asked = membersKnownTo(fold.open, checkpoint, fold.known.causality)
  const signed = asked.filter((member) =>
    [...signers].some((device) => fold.open.devices.get(device)?.member === member),
  )
  const awaited = asked.filter((member) => !signed.includes(member))
  return { signed, awaited, isAgreed: asked.length > 0 && awaited.length === 0 }
}

/** A member's name, or a short id for one that is not known. */
export function nameOf(facts: Pick<Facts, 'members'>, member: MemberId): string {
  return facts.members.get(member)?.name ?? member.slice(0, 8)
}
