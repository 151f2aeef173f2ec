import type { EventRecord } from '@polkadot/types/interfaces'
import type { ChainEvent, EventId, H160, StateHash } from '../../domain/index.ts'
import { contractAbi } from './contract-abi.ts'
import { bigOf, h160Of, h160sOf, hash32Of, hexOf, smallOf, type Fields } from './decoded.ts'

/** An event of the contract from its `revive.ContractEmitted`. Throws when it is none that the interface describes, to the last byte. */
export function decodeEvent(record: EventRecord): ChainEvent {
  const { event, args } = contractAbi().decodeEvent(record)
  const data = record.event.data[1] as unknown as Uint8Array
  const length = args.reduce((sum, arg) => sum + arg.encodedLength, 0)
  if (length !== data.length) throw new TypeError(`${event.identifier} has ${data.length} bytes instead of ${length}`)
  const name = event.identifier.split('::').at(-1) ?? ''
  return toChainEvent(name, Object.fromEntries(event.args.map((arg, i) => [arg.name, args[i]?.toJSON()])))
}

function toChainEvent(kind: string, fields: Fields): ChainEvent {
  const place = {
    group: hash32Of(fields['group']),
    seq: bigOf(fields['seq']),
    head: hash32Of(fields['head']),
  }
  switch (kind) {
    case 'GroupCreated':
      return { kind, ...place, by: h160Of(fields['by']), ...rosterOf(fields) }
    case 'Attested':
      return { kind, ...place, by: h160Of(fields['by']), proposal: hash32Of(fields['proposal']) }
    case 'Finalized':
      return {
        kind,
        ...place,
        epoch: bigOf(fields['epoch']),
        stateHash: hexOf(fields['stateHash'], 32) as StateHash,
        planRoot: hash32Of(fields['planRoot']),
        legs: smallOf(fields['legs']),
        checkpoint: hexOf(fields['checkpoint'], 32) as EventId,
        voters: smallOf(fields['voters']),
      }
    case 'RosterChanged':
      return { kind, ...place, ...rosterOf(fields), voters: smallOf(fields['voters']) }
    case 'Paid':
    case 'Acknowledged':
      return {
        kind,
        ...place,
        epoch: bigOf(fields['epoch']),
        index: smallOf(fields['index']),
        payer: h160Of(fields['payer']),
        payee: h160Of(fields['payee']),
        planck: bigOf(fields['planck']),
        memo: hash32Of(fields['memo']),
        by: h160Of(fields['by']),
      }
    case 'Closed':
      return { kind, ...place, epoch: bigOf(fields['epoch']) }
    default:
      throw new TypeError(`unknown event ${kind}`)
  }
}

function rosterOf(fields: Fields): { readonly members: readonly H160[]; readonly quorum: number } {
  return { members: h160sOf(fields['members']), quorum: smallOf(fields['quorum']) }
}
