import { accountIdToH160, err, ok, type AccountId, type Result } from '../../domain/index.ts'
import type { CostParts, EstimateError } from '../call-estimate.ts'
import type { Connection } from './connection.ts'
import { readBalance, readOriginalAccount } from './read-contract.ts'

/** Whether an account may call contracts: it is mapped, or an Ethereum account, which needs no mapping. */
export async function checkMapped(connection: Connection, caller: AccountId): Promise<Result<null, EstimateError>> {
  const mapped = await readOriginalAccount(connection, accountIdToH160(caller))
  if (!mapped.ok) return mapped
  return mapped.value === null && !caller.endsWith('ee'.repeat(12))
    ? err({ type: 'CallerNotMapped', account: caller })
    : ok(null)
}

/** Whether an account can spend so much and stay. */
export async function checkAffordable(
  connection: Connection,
  account: AccountId,
  { value, fee, deposit }: Omit<CostParts, 'minimum'>,
): Promise<Result<null, EstimateError>> {
  const balance = await readBalance(connection, account)
  if (!balance.ok) return balance
  const { free, minimum } = balance.value
  const needed = value + fee + deposit + minimum
  return free >= needed
    ? ok(null)
    : err({ type: 'InsufficientBalance', needed, available: free, parts: { value, fee, deposit, minimum } })
}
