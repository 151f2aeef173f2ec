// The runtime's names for why it refused a call, as the few causes that mean something different to a person. A runtime may rename or add:
// what is not known here keeps the general sentence, and its own name stands under the details.

/** Causes, and the runtime's names for each: an error of a pallet by its pallet, others as they are. */
export const DISPATCH_REASONS = {
  OutOfGas: ['Revive.OutOfGas', 'Exhausted', 'Revive.OutOfTransientStorage'],
  DepositNotCovered: ['Revive.StorageDepositLimitExhausted', 'Revive.StorageDepositNotEnoughFunds'],
  ContractBroke: ['Revive.ContractTrapped', 'Revive.DecodingFailed', 'Revive.OutOfBounds', 'Revive.ExecutionFailed'],
  ContractSilent: ['Revive.ContractReverted'],
  NoContractThere: ['Revive.ContractNotFound', 'Revive.CodeNotFound', 'no contract answers at this address'],
  AlreadyMapped: ['Revive.AccountAlreadyMapped'],
  NotDelivered: ['Revive.TransferFailed', 'Revive.BalanceConversionFailed'],
  NotEnoughThere: [
    'Token.FundsUnavailable',
    'Balances.InsufficientBalance',
    'Assets.BalanceLow',
    'Arithmetic.Underflow',
  ],
  WouldVanish: ['Token.NotExpendable', 'Balances.Expendability', 'Token.OnlyProvider'],
  BelowMinimum: ['Token.BelowMinimum', 'Token.CannotCreate', 'Balances.ExistentialDeposit', 'Balances.DeadAccount'],
  MoneyLocked: ['Token.Frozen', 'Balances.LiquidityRestrictions', 'Token.Blocked'],
  TokenFrozen: ['Assets.Frozen', 'Assets.AssetNotLive'],
  NotAllowed: ['BadOrigin', 'System.CallFiltered', 'RootNotAllowed', 'Unavailable'],
} as const satisfies Readonly<Record<string, readonly string[]>>

/** Why the chain refused a call. In every case nothing of the call happened and no money moved; a call in a block has cost its fee. */
export type DispatchCause = keyof typeof DISPATCH_REASONS

/** The cause behind the runtime's own name for it; null for one that is not known. */
export function dispatchCause(reason: string): DispatchCause | null {
  for (const [cause, reasons] of Object.entries(DISPATCH_REASONS))
    if ((reasons as readonly string[]).includes(reason)) return cause as DispatchCause
  return null
}

/** What a token says when it, or one of the accounts, is stopped; of the chain's own money the same words mean a lock. */
const STOPPED: ReadonlySet<string> = new Set([...DISPATCH_REASONS.TokenFrozen, 'Token.Frozen', 'Token.Blocked'])

/** The same for what a token refuses: there it is the issuer who stops accounts. */
export function tokenCause(reason: string): DispatchCause | null {
  return STOPPED.has(reason) ? 'TokenFrozen' : dispatchCause(reason)
}
