// What the contract answers. A message returns `Result<T, LangError>`, and T of a call is `Result<_, Error>` again.

import { err, ok, type Result } from '../../domain/index.ts'
import type { CallOutcome, ContractCall } from '../contract-call.ts'
import { PLAIN_CONTRACT_ERRORS, type ContractError } from '../contract-error.ts'
import { contractAbi } from './contract-abi.ts'
import { bigOf, fieldsOf, hash32Of, smallOf, variantOf } from './decoded.ts'

/** The value that a message returned, as plain data. Throws on a LangError: then the call data was not this contract's. */
export function decodeAnswer(message: string, data: Uint8Array): unknown {
  const { returnType } = contractAbi().findMessage(message)
  if (!returnType) throw new TypeError(`${message} returns nothing`)
  const answer = contractAbi().registry.createType(returnType.lookupName ?? returnType.type, data)
  if (answer.encodedLength !== data.length)
    throw new TypeError(`${message} answered ${data.length} bytes instead of ${answer.encodedLength}`)
  const { name, content } = variantOf(answer.toJSON())
  if (name !== 'Ok') throw new TypeError(`the contract could not read the call of ${message}`)
  return content
}

/** The outcome of a call, or the contract's error. */
export function decodeOutcome(call: ContractCall, data: Uint8Array): Result<CallOutcome, ContractError> {
  const { name, content } = variantOf(decodeAnswer(call.kind, data))
  if (name === 'Err') return err(toContractError(content))
  switch (call.kind) {
    case 'createGroup':
      return ok({ kind: 'GroupCreated', group: hash32Of(content) })
    case 'attest':
      return ok(toVoteOutcome(content))
    case 'pay':
    case 'acknowledge':
      return ok({ kind: 'Done' })
  }
}

function toVoteOutcome(value: unknown): CallOutcome {
  const { name, content } = variantOf(value)
  if (name === 'Counted') return { kind: 'Counted', votes: smallOf(fieldsOf(content)['votes']) }
  if (name === 'Finalized') return { kind: 'Finalized', epoch: bigOf(fieldsOf(content)['epoch']) }
  if (name === 'RosterChanged') return { kind: 'RosterChanged' }
  throw new TypeError(`unknown outcome ${name}`)
}

function toContractError(value: unknown): ContractError {
  const { name, content } = variantOf(value)
  if (name === 'StaleHead') {
    const fields = fieldsOf(content)
    return { type: 'StaleHead', seq: bigOf(fields['seq']), head: hash32Of(fields['head']) }
  }
  const type = PLAIN_CONTRACT_ERRORS.find((known) => known === name)
  if (type === undefined) throw new TypeError(`unknown error ${name}`)
  return { type }
}
