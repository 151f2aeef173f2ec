// Settling up in the log: proposing a checkpoint, agreeing to one, confirming money received (EP1, EP8, BA5, AN2).

import {
  canConfirmLeg,
  compareCurrencies,
  computeCheckpoint,
  cutOf,
  err,
  historyOfTie,
  memberOf,
  differingFields,
  type CheckpointError,
  type CheckpointField,
  type CheckpointProposed,
  type ComputedCheckpoint,
  type Currency,
  type EventId,
  type Facts,
  type PlanTerms,
  type PotEvent,
  type PotFold,
  type Result,
  ok,
} from '../domain/index.ts'
import type { ActionError } from './action-error.ts'
import { writeOne } from './write-one.ts'
import type { PotSession } from './pot-session.ts'

/** Why a settlement could not be proposed or agreed to. */
export type SettleError =
  | ActionError
  | CheckpointError
  | { readonly type: 'ChainNotRead' }
  | { readonly type: 'WaitingForData'; readonly missing: EventId }
  | { readonly type: 'UnknownCheckpoint'; readonly checkpoint: EventId }
  | { readonly type: 'CheckpointDiffers'; readonly fields: readonly CheckpointField[] }
  | { readonly type: 'AlreadySigned' }
  | { readonly type: 'NotPayee' }
  | { readonly type: 'NothingToConfirm' }

/** ST6: what a settlement is paid in: a tied pot's own currency where it converts into that, otherwise each in which somebody is not at zero. */
export function settledCurrencies({ nets, tie, genesis }: Facts, converts: boolean): readonly Currency[] {
  if (converts && tie) return [genesis.currency]
  const all = nets.map(({ currency }) => currency)
  return all.filter((each, i) => all.findIndex((other) => compareCurrencies(each, other) === 0) === i)
}

/** The checkpoint that this device would propose now: everything that counts, up to the chain position it has read. */
export function previewCheckpoint(fold: PotFold, terms: PlanTerms): Result<ComputedCheckpoint, SettleError> {
  const { known, base, open, anchors } = fold
  const waiting = anchors.find(({ verdict }) => verdict.type === 'waiting')?.verdict
  if (waiting?.type === 'waiting') return err({ type: 'WaitingForData', missing: waiting.missing })
  if (open.tie && !historyOfTie(open.tie, known.histories)) return err({ type: 'ChainNotRead' })
  const cut = cutOf(fold)
  return computeCheckpoint(known, base, {
    cut,
    seq: open.tie ? open.seq : 0n,
    ...terms,
  })
}

/** Proposes to settle the pot as it is now. Its author agrees to it thereby. */
export async function proposeSettlement(session: PotSession, terms: PlanTerms): Promise<Result<PotEvent, SettleError>> {
  if (memberOf(session.fold().open, session.identity.signer.device) === undefined) return err({ type: 'DeviceUnknown' })
  const computed = previewCheckpoint(session.fold(), terms)
  return computed.ok ? writeOne(session, { kind: 'checkpoint.proposed', body: computed.value.body }) : computed
}

/** AN2: recomputes a proposed checkpoint; only one that is equal in every field may be agreed to or attested. */
export function recompute(fold: PotFold, checkpoint: EventId): Result<CheckpointProposed, SettleError> {
  const event = fold.known.eventById.get(checkpoint)
  if (event?.kind !== 'checkpoint.proposed') return err({ type: 'UnknownCheckpoint', checkpoint })
  // EP4: a device that holds a correct settlement attests to nothing that would void it.
  if (event.body.base !== fold.base.event) return err({ type: 'CheckpointDiffers', fields: ['base'] })
  const computed = computeCheckpoint(fold.known, fold.base, event.body)
  if (!computed.ok) return computed
  const fields = differingFields(event.body, computed.value.body)
  return fields.length === 0 ? ok(event.body) : err({ type: 'CheckpointDiffers', fields })
}

/** EP8: agrees to a checkpoint that this device computed itself. */
export async function signCheckpoint(session: PotSession, checkpoint: EventId): Promise<Result<PotEvent, SettleError>> {
  const fold = session.fold()
  const correct = recompute(fold, checkpoint)
  if (!correct.ok) return correct
  if (memberOf(fold.open, session.identity.signer.device) === undefined) return err({ type: 'DeviceUnknown' })
  if (fold.open.checkpoints.get(checkpoint)?.signers.has(session.identity.signer.device))
    return err({ type: 'AlreadySigned' })
  return writeOne(session, { kind: 'checkpoint.signed', body: { checkpoint } })
}

/** BA5: the payee says that the money of a leg came outside the chain. */
export async function confirmLeg(
  session: PotSession,
  checkpoint: EventId,
  index: number,
): Promise<Result<PotEvent, SettleError>> {
  const { open } = session.fold()
  const leg = open.checkpoints.get(checkpoint)?.event.body.plan[index]
  if (!leg) return err({ type: 'UnknownCheckpoint', checkpoint })
  if (memberOf(open, session.identity.signer.device) !== leg.to) return err({ type: 'NotPayee' })
  if (!canConfirmLeg(open, checkpoint, index)) return err({ type: 'NothingToConfirm' })
  return writeOne(session, { kind: 'leg.confirmed', body: { checkpoint, index } })
}
