import { ApiPromise, WsProvider } from '@polkadot/api'
import type { ApiOptions } from '@polkadot/api/types'
import { err, ok, type Result } from '../../domain/index.ts'
import type { ChainError } from '../chain-error.ts'
import type { ChainPort } from '../chain-port.ts'
import { toChainError } from './chain-fault.ts'
import type { Connection } from './connection.ts'
import { estimateCall } from './estimate-call.ts'
import { readContractEvents, readFinalizedHead, readHeader, subscribeFinalized } from './read-blocks.ts'
import { readBalance, readContractFacts, readGroupView, readHead, readOriginalAccount } from './read-contract.ts'
import { readFacts } from './read-facts.ts'
import { readVotes } from './read-votes.ts'
import { readTokenBalance, readTokenFacts } from './read-token.ts'
import { resendTransaction } from './resend-transaction.ts'
import { resolveTransaction } from './resolve-transaction.ts'
import { submitCall } from './submit-call.ts'

/** How long a node may take to answer at first, and to any one question. */
export type ConnectOptions = { readonly timeoutMs?: number }

const TIMEOUT_MS = 20_000
/** Pause before a lost connection is tried again. */
const RECONNECT_MS = 2_500

/** Connects to the first endpoint that answers, and to that one again when it is lost. Several that stand in for each other: `openNodes`. */
export async function connectChain(
  endpoints: readonly string[],
  options: ConnectOptions = {},
): Promise<Result<ChainPort, ChainError>> {
  let failure: ChainError = { type: 'Disconnected', endpoint: '', detail: 'no endpoint is given' }
  for (const endpoint of endpoints) {
    const opened = await openConnection(endpoint, options)
    if (opened.ok) return ok(toPort(opened.value))
    failure = opened.error
  }
  return err(failure)
}

/** One connection to one node. */
export async function openConnection(
  endpoint: string,
  { timeoutMs = TIMEOUT_MS }: ConnectOptions = {},
): Promise<Result<Connection, ChainError>> {
  if (!/^wss?:\/\/[^\s]+$/.test(endpoint))
    return err({ type: 'Disconnected', endpoint, detail: 'not a ws:// or wss:// address' })
  const provider = new WsProvider(endpoint, RECONNECT_MS, {}, timeoutMs)
  // The provider's own type disagrees with the interface it implements about optional fields.
  const api = new ApiPromise({ provider: provider as ApiOptions['provider'] & object, noInitWarn: true })
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not connected within ${timeoutMs} ms`)), timeoutMs)
  })
  try {
    await Promise.race([api.isReadyOrError, late])
    return ok({ api, provider, endpoint })
  } catch (thrown) {
    await api.disconnect().catch(() => {})
    const error = toChainError(thrown, { what: 'connection', endpoint })
    return err(error.type === 'BadAnswer' ? { type: 'Disconnected', endpoint, detail: error.detail } : error)
  } finally {
    clearTimeout(timer)
  }
}

/** Everything that is asked of a chain, over one connection. */
export function toPort(connection: Connection): ChainPort {
  return {
    facts: () => readFacts(connection),
    header: (block) => readHeader(connection, block),
    finalizedHead: () => readFinalizedHead(connection),
    followFinalized: (listener) => subscribeFinalized(connection, listener),
    contractEvents: (contract, block) => readContractEvents(connection, contract, block),
    contractFacts: (contract, block) => readContractFacts(connection, contract, block),
    headOf: (contract, group, block) => readHead(connection, contract, group, block),
    groupAt: (contract, group, block) => readGroupView(connection, contract, group, block),
    votesAt: (contract, group, block) => readVotes(connection, contract, group, block),
    originalAccount: (address) => readOriginalAccount(connection, address),
    spendable: async (account) => {
      const read = await readBalance(connection, account)
      return read.ok ? ok(read.value.spendable) : read
    },
    balance: async (account) => {
      const read = await readBalance(connection, account)
      return read.ok ? ok(read.value.free) : read
    },
    tokenFacts: (token) => readTokenFacts(connection, token),
    tokenBalance: (token, account) => readTokenBalance(connection, token, account),
    estimate: (call, caller) => estimateCall(connection, call, caller),
    submit: (call, estimate, signer, onSignal, keep) =>
      submitCall(connection, { call, estimate, signer, keep }, onSignal),
    resend: (pending) => resendTransaction(connection, pending),
    resolve: (pending) => resolveTransaction(connection, pending),
    close: () => connection.api.disconnect(),
  }
}
