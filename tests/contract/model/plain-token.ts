// The token as pallet-assets keeps it, in plain maps: who has how much, who may spend whose, and the deposit for each allowance.

/** What the model knows of the token; an address that is missing holds none of it. Amounts in its smallest unit, deposits in planck. */
export type PlainToken = {
  readonly address: string
  readonly balances: Map<string, bigint>
  /** By owner and spender, as `allowanceKey` puts them together. */
  readonly allowances: Map<string, bigint>
  /** An account with less does not live. */
  readonly least: bigint
  /** The owner's deposit while something is allowed. */
  readonly deposit: bigint
}

/** A call of the token itself. */
export type TokenCall =
  | { readonly kind: 'approve'; readonly spender: string; readonly amount: bigint }
  | { readonly kind: 'transfer'; readonly payee: string; readonly amount: bigint }

/** Under what an allowance is known. */
export const allowanceKey = (owner: string, spender: string): string => `${owner}/${spender}`

/** No balance or allowance is larger: an approval of more is one of this. */
const largest = 2n ** 128n - 1n

/**
 * What would leave `from` for `to`; null when nothing can. A rest that nobody could live with goes along, and who has nothing yet must
 * get enough to live with.
 */
export function debitOf({ balances, least }: PlainToken, from: string, to: string, amount: bigint): bigint | null {
  const balance = balances.get(from)
  if (balance === undefined || balance < amount) return null
  const debit = balance - amount < least ? balance : amount
  return balances.has(to) || debit >= least ? debit : null
}

/** Moves what `debitOf` says. */
export function moveTokens(token: PlainToken, from: string, to: string, amount: bigint): void {
  const debit = debitOf(token, from, to, amount)
  if (debit === null) throw new Error(`${from} cannot give ${amount} to ${to}`)
  if (from === to) return
  const rest = token.balances.get(from)! - debit
  if (rest === 0n) token.balances.delete(from)
  else token.balances.set(from, rest)
  token.balances.set(to, (token.balances.get(to) ?? 0n) + debit)
}

/** Sets an allowance; what the owner's deposit grows by. */
export function allow({ allowances, deposit }: PlainToken, owner: string, spender: string, amount: bigint): bigint {
  const key = allowanceKey(owner, spender)
  const before = allowances.has(key) ? deposit : 0n
  if (amount === 0n) {
    allowances.delete(key)
    return -before
  }
  allowances.set(key, amount < largest ? amount : largest)
  return deposit - before
}
