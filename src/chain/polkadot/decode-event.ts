import type { EventRecord } from '@polkadot/types/interfaces'
import type { ChainEvent, EventId, H160, Hash32, StateHash } from '../../domain/index.ts'
import { contractAbi } from './contract-abi.ts'
import { bigOf, hexesOf, hexOf, smallOf, type Fields } from './decoded.ts'

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
  const place = { group: hexOf<Hash32>(fields['group'], 32), seq: bigOf(fields['seq']), head: hexOf<Hash32>(fields['head'], 32) }
  switch (kind) {
    case 'GroupCreated':
      return { kind, ...place, by: hexOf<H160>(fields['by'], 20), ...rosterOf(fields) }
    case 'Attested':
      return { kind, ...place, by: hexOf<H160>(fields['by'], 20), proposal: hexOf<Hash32>(fields['proposal'], 32) }
    case 'Finalized':
      return {
        kind,
        ...place,
        epoch: bigOf(fields['epoch']),
        stateHash: hexOf<StateHash>(fields['stateHash'], 32),
        planRoot: hexOf<Hash32>(fields['planRoot'], 32),
        legs: smallOf(fields['legs']),
        checkpoint: hexOf<EventId>(fields['checkpoint'], 32),
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
        payer: hexOf<H160>(fields['payer'], 20),
        payee: hexOf<H160>(fields['payee'], 20),
        planck: bigOf(fields['planck']),
        memo: hexOf<Hash32>(fields['memo'], 32),
        by: hexOf<H160>(fields['by'], 20),
      }
    case 'Closed':
      return { kind, ...place, epoch: bigOf(fields['epoch']) }
    default:
      throw new TypeError(`unknown event ${kind}`)
  }
}

function rosterOf(fields: Fields): { readonly members: readonly H160[]; readonly quorum: number } {
  return { members: hexesOf<H160>(fields['members'], 20), quorum: smallOf(fields['quorum']) }
}
