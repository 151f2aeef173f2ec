import type { AccountId, EventId, Facts, H160, MemberId, PlacedEvent } from '../../domain/index.ts'

/** A wallet that approved a settlement, and whose it is where the pot knows that. */
export interface Voter {
  readonly address: H160
  readonly member: MemberId | undefined
  readonly wallet: AccountId | undefined
}

/** Who approved: the roster as it was then, by the bits of the settlement's event. */
export function votersOf(
  checkpoint: EventId,
  placed: readonly PlacedEvent[],
  { bindings }: Pick<Facts, 'bindings'>,
): readonly Voter[] {
  let members: readonly H160[] = []
  for (const { event } of placed) {
    if (event.kind === 'GroupCreated' || event.kind === 'RosterChanged') ({ members } = event)
    if (event.kind !== 'Finalized' || event.checkpoint !== checkpoint) continue
    return members
      .filter((_, slot) => ((event.voters >>> slot) & 1) === 1)
      .map((address) => {
        const binding = bindings.findLast((each) => each.address === address)
        return { address, member: binding?.member, wallet: binding?.wallet }
      })
  }
  return []
}
