// Every error that a screen can meet, as one union: the catalogue has a sentence for each of its tags.

import type {
  ActionError,
  BindError,
  ChainError,
  DispatchCause,
  EstimateError,
  FollowError,
  HoldBack,
  MemberError,
  PotFileError,
  PreflightError,
  PrepareError,
  Quits,
  RecurringError,
  SettleError,
  StorageError,
  StoreDamage,
  TalkError,
  TieError,
  TransactionFailure,
  WalletError,
  WriteError,
} from '../../app/index.ts'
import type { HandoverError, PotTooLargeForCodes, QrError } from '../../app/handover/index.ts'
import type { RestoreError } from '../../app/backup/index.ts'
import type { AccountError, AnswerLinkError, PhraseError, RevokeError, VoteError } from '../../app/devices/index.ts'
import type { InvitationLinkError, InviteError, WithdrawError } from '../../app/invites/index.ts'
import type { PotRelaysError, RelayChoiceError, SyncFault } from '../../app/sync/index.ts'
import type { GatherError } from '../../app/proof/index.ts'
import type { EntryError, SeriesError } from '../../domain/index.ts'
import type { DraftError } from '../entry/draft-error.ts'

type CreateError = Extract<Awaited<ReturnType<Quits['createPot']>>, { readonly ok: false }>['error']
type ContractError = Extract<EstimateError, { readonly type: 'ContractError' }>['error']

/** Whatever can go wrong where people see it. */
export type AnyError =
  | AccountError
  | ActionError
  | AnswerLinkError
  | BindError
  | ChainError
  | CreateError
  | { readonly type: DispatchCause }
  | DraftError
  | EntryError
  | EstimateError
  | ContractError
  | FollowError
  | GatherError
  | HandoverError
  | HoldBack
  | InvitationLinkError
  | InviteError
  | MemberError
  | PhraseError
  | PotFileError
  | PotRelaysError
  | PotTooLargeForCodes
  | PreflightError
  | PrepareError
  | QrError
  | RecurringError
  | RelayChoiceError
  | RestoreError
  | RevokeError
  | SeriesError
  | SettleError
  | StorageError
  | StoreDamage
  | SyncFault
  | TalkError
  | TieError
  | TransactionFailure
  | VoteError
  | WalletError
  | WithdrawError
  | WriteError

/** Their tags. */
export type ErrorTag = AnyError['type']
