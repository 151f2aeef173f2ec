import { bytesToHex, type ChainEvent } from '../../domain/index.ts'
import { bytesToBase64 } from '../base64.ts'
import { jsonLines, type Json } from '../pot-file/json-lines.ts'
import { CHAIN_EVENT_FIELDS } from '../replay-file/chain-event-fields.ts'
import { chainEventToJson } from '../replay-file/replay-to-text.ts'
import { PROOF_FILE_FORMAT, PROOF_FILE_VERSION, type ProofFile } from './proof-file.ts'

/** The text of a proof file. */
export function proofFileToText(proof: ProofFile): string {
  return `${jsonLines(toJson(proof)).join('\n')}\n`
}

function toJson({ chain, settlement, runtimes, blocks, history, legs, events }: ProofFile): Json {
  const { genesis, contract, group, createdAt } = chain
  return {
    format: PROOF_FILE_FORMAT,
    version: PROOF_FILE_VERSION,
    chain: { genesis, contract, group, createdAt },
    settlement: { epoch: settlement.epoch.toString(), checkpoint: settlement.checkpoint },
    runtimes: runtimes.map(bytesToBase64),
    blocks: blocks.map(({ number, hash, runtime, header, nodes }) => ({
      number,
      hash,
      runtime,
      header: bytesToHex(header),
      nodes: nodes.map(bytesToHex),
    })),
    history: history.map(({ event, at: { blockNumber, blockHash, extrinsicIndex, eventIndex } }) => ({
      ...eventToJson(event),
      at: { blockNumber, blockHash, extrinsicIndex, eventIndex },
    })),
    legs: legs.map(({ leg: { index, payer, payee, planck, memo }, proof }) => ({
      index,
      payer,
      payee,
      planck: planck.toString(),
      memo,
      proof,
    })),
    events: events.map(({ id, bytes, signature }) => ({
      id,
      bytes: bytesToBase64(bytes),
      signature: bytesToBase64(signature),
    })),
  }
}

/** The fields in the order of their list, whatever order they have in memory. */
function eventToJson(event: ChainEvent): { readonly [key: string]: Json } {
  const json = chainEventToJson(event)
  const names = ['kind', ...Object.keys(CHAIN_EVENT_FIELDS[event.kind])]
  return Object.fromEntries(names.map((name) => [name, json[name] as Json]))
}
