import type { ApiDecoration } from '@polkadot/api/types'
import {
  ok,
  type AccountId,
  type EventId,
  type H160,
  type Hash32,
  type Result,
  type StateHash,
} from '../../domain/index.ts'
import type { ChainError } from '../chain-error.ts'
import type { ContractFacts, GroupView, HeadView } from '../group-view.ts'
import { ask, type Connection } from './connection.ts'
import { decodeAnswer } from './decode-answer.ts'
import { bigOf, fieldsOf, h160Of, h160sOf, hash32Of, hexOf, smallOf, variantOf } from './decoded.ts'
import { encodeCall, type ContractView } from './encode-call.ts'
import { to0x } from './prefixed-hex.ts'
import { constant } from './read-facts.ts'
import { dryRun } from './revive-api.ts'
import { readAccount } from './system-state.ts'

/** Views are called by nobody in particular: the account that stands for the Ethereum address zero. */
const NOBODY = `${'00'.repeat(20)}${'ee'.repeat(12)}` as AccountId

type At = ApiDecoration<'promise'> | Connection['api']

/** What stands at an address: its code's hash, and the ratio and version that the contract says if it is one of ours to ask. */
export async function readContractFacts(
  connection: Connection,
  contract: H160,
  block?: Hash32,
): Promise<Result<ContractFacts, ChainError>> {
  return ask(
    connection,
    'contract',
    async () => {
      const at = await stateAt(connection, block)
      const codeHash = await readCodeHash(at, contract)
      if (codeHash === null) return { codeHash, ratio: null, version: null, token: null }
      const [ratio, version, token] = await Promise.all([
        viewOrNull(at, contract, 'ratio', bigOf),
        viewOrNull(at, contract, 'version', smallOf),
        viewOrNull(at, contract, 'token', tokenOf),
      ])
      return { codeHash, ratio, version, token }
    },
    block,
  )
}

/** `head_of` at a block. */
export async function readHead(
  connection: Connection,
  contract: H160,
  group: Hash32,
  block: Hash32,
): Promise<Result<HeadView | null, ChainError>> {
  return ask(
    connection,
    'head_of',
    async () => {
      const view = await readView(await stateAt(connection, block), contract, { kind: 'headOf', group })
      return view === null ? null : headOf(view)
    },
    block,
  )
}

/** A group's record and roster. */
export async function readGroupView(
  connection: Connection,
  contract: H160,
  group: Hash32,
  block?: Hash32,
): Promise<Result<GroupView | null, ChainError>> {
  return ask(
    connection,
    'group',
    async () => {
      const at = await stateAt(connection, block)
      const [view, members] = await Promise.all([
        readView(at, contract, { kind: 'group', group }),
        readView(at, contract, { kind: 'members', group }),
      ])
      return view === null ? null : toGroupView(view, members)
    },
    block,
  )
}

/** Whose account an address is; null when it was never mapped. */
export async function readOriginalAccount(
  connection: Connection,
  address: H160,
): Promise<Result<AccountId | null, ChainError>> {
  return ask(connection, 'original account', async () => {
    const found = await connection.api.query['revive']?.['originalAccount']?.(to0x(address))
    if (!found) throw new Error('the chain has no revive.originalAccount')
    return found.isEmpty ? null : (hexOf(found.toHex(), 32) as AccountId)
  })
}

/** An account's planck: all that are free, how many have to stay, and how many can be spent without the account vanishing. */
export async function readBalance(
  connection: Connection,
  account: AccountId,
): Promise<Result<{ readonly free: bigint; readonly minimum: bigint; readonly spendable: bigint }, ChainError>> {
  const read = await ask(connection, 'balance', () => readAccount(connection.api, account))
  if (!read.ok) return read
  const { free, reserved, frozen } = read.value
  const existentialDeposit = constant(connection, 'balances', 'existentialDeposit') ?? 0n
  const minimum = frozen - reserved > existentialDeposit ? frozen - reserved : existentialDeposit
  return ok({ free, minimum, spendable: free > minimum ? free - minimum : 0n })
}

/** The state of a block, or the newest. */
export async function stateAt({ api }: Connection, block?: Hash32): Promise<At> {
  return block === undefined ? api : api.at(to0x(block))
}

/** What a view of the contract says. */
export async function readView(at: At, contract: H160, view: ContractView): Promise<unknown> {
  const { result } = await dryRun(at, NOBODY, contract, 0n, encodeCall(view))
  if (result.kind === 'refused') throw new Error(`the runtime refused to show ${view.kind}: ${result.error.toString()}`)
  return decodeAnswer(view.kind, result.data)
}

/** What the contract says to a question without arguments; null when it does not know the question, as a foreign contract. */
async function viewOrNull<T>(
  at: At,
  contract: H160,
  kind: 'ratio' | 'version' | 'token',
  read: (answer: unknown) => T,
): Promise<T | null> {
  const { result } = await dryRun(at, NOBODY, contract, 0n, encodeCall({ kind }))
  if (result.kind === 'refused' || result.isReverted) return null
  try {
    return read(decodeAnswer(kind, result.data))
  } catch {
    return null // Expected of a foreign contract; its code hash is what refuses it.
  }
}

function tokenOf(answer: unknown): H160 | null {
  return answer === null ? null : h160Of(answer)
}

/** Newer runtimes keep contracts among all accounts, older ones by themselves. */
async function readCodeHash(at: At, contract: H160): Promise<Hash32 | null> {
  const accounts = at.query['revive']?.['accountInfoOf']
  const info = (await (accounts ?? at.query['revive']?.['contractInfoOf'])?.(to0x(contract)))?.toJSON() ?? null
  if (info === null) return null
  if (!accounts) return hash32Of(fieldsOf(info)['codeHash'])
  const { name, content } = variantOf(fieldsOf(info)['accountType'])
  return name === 'Contract' ? hash32Of(fieldsOf(content)['codeHash']) : null
}

function toGroupView(view: unknown, members: unknown): GroupView {
  const fields = fieldsOf(view)
  return {
    ...headOf(view),
    epoch: bigOf(fields['epoch']),
    quorum: smallOf(fields['quorum']),
    members: h160sOf(members),
    stateHash: hexOf(fields['stateHash'], 32) as StateHash,
    planRoot: hash32Of(fields['planRoot']),
    legs: smallOf(fields['legs']),
    checkpoint: hexOf(fields['checkpoint'], 32) as EventId,
    done: bigOf(fields['done']),
  }
}

function headOf(view: unknown): HeadView {
  const fields = fieldsOf(view)
  return { seq: bigOf(fields['seq']), head: hash32Of(fields['head']) }
}
