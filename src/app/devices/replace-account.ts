import { createAccountKey } from '../../crypto/index.ts'
import { err, ok, type Result } from '../../domain/index.ts'
import type { DeviceLink, HeldAccount, StorageError } from '../../storage/index.ts'
import type { WriteError } from '../pot-session.ts'
import type { Quits } from '../quits.ts'
import { openSessions } from './own-devices.ts'

/** Why this installation did not become that person's. */
export type AccountError =
  | WriteError
  | StorageError
  /** Its own account speaks in pots already: it would be lost. */
  | { readonly type: 'AccountInUse'; readonly pots: number }

/** The account's public key. */
function accountOf(account: HeldAccount): string {
  return account.kind === 'seed' ? createAccountKey(account.seed).account : account.account
}

/** Whether another account may take the place of this installation's own: none of its pots knows that one. */
export async function checkReplaceable(quits: Quits, account: string): Promise<Result<void, AccountError>> {
  if (account === quits.identity.account) return ok(undefined)
  const sessions = await openSessions(quits)
  if (!sessions.ok) return sessions
  const inUse = sessions.value.filter((session) =>
    [...session.fold().open.members.values()].some((member) => member.account === quits.identity.account),
  )
  return inUse.length > 0 ? err({ type: 'AccountInUse', pots: inUse.length }) : ok(undefined)
}

/**
 * Takes an account in place of this installation's own; the device stays, and what is linked to it only where the account is the same. The app has to be
 * started again with it. `link`: how this device, linked to the one that holds the account, hears of further pots.
 */
export async function replaceAccount(
  quits: Quits,
  account: HeldAccount,
  link: DeviceLink | null = null,
): Promise<Result<void, AccountError>> {
  const may = await checkReplaceable(quits, accountOf(account))
  if (!may.ok) return may
  const { keys } = quits.ports.storage
  const stored = await keys.loadOrCreate()
  if (!stored.ok) return stored
  // A device that holds its account's secret does not give it up for the public key alone.
  if (
    account.kind === 'public' &&
    stored.value.account.kind === 'seed' &&
    accountOf(stored.value.account) === account.account
  )
    return ok(undefined)
  const kept = accountOf(stored.value.account) === accountOf(account) ? (stored.value.links ?? []) : []
  return keys.replace({ ...stored.value, account, links: link ? [link] : kept })
}
