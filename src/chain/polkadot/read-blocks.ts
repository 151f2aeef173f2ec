import { err, ok, type H160, type Hash32, type PlacedEvent, type Result } from '../../domain/index.ts'
import type { BlockHeader } from '../block-ref.ts'
import type { ChainError } from '../chain-error.ts'
import type { FinalizedListener, Unsubscribe } from '../chain-port.ts'
import { toChainError } from './chain-fault.ts'
import { ask, type Connection } from './connection.ts'
import { placedEvents } from './placed-events.ts'
import { from0x, to0x } from './prefixed-hex.ts'
import { readEventRecords } from './system-state.ts'

/** Where every runtime of this kind keeps the events of a block: twox128('System') ++ twox128('Events'). */
const SYSTEM_EVENTS = '0x26aa394eea5630e07c48ae0c9558cef780d41e5e16056765bc8461851072c9d7'

type EventRecords = Awaited<ReturnType<typeof readEventRecords>>
type RawHeader = { readonly number: string; readonly parentHash: string }

/** A header by height or hash. Asked for without polkadot-js's decoding, which logs every block that a node does not know. */
export async function readHeader(
  connection: Connection,
  block: number | Hash32,
): Promise<Result<BlockHeader, ChainError>> {
  const { provider } = connection
  const hash = typeof block === 'string' ? ok(block) : await readHashAt(connection, block)
  if (!hash.ok) return hash
  const header = await ask(
    connection,
    'header',
    () => provider.send<RawHeader | null>('chain_getHeader', [to0x(hash.value)]),
    block,
  )
  if (!header.ok) return header
  if (header.value === null) return err({ type: 'UnknownBlock', block })
  // The hash commits to the parent and all before it: a node that swaps a header contradicts itself here.
  if (connection.api.registry.createType('Header', header.value).hash.toHex() !== to0x(hash.value))
    return err({ type: 'HeaderAltered', block: hash.value })
  return ok({
    number: Number(header.value.number),
    hash: hash.value,
    parentHash: from0x(header.value.parentHash) as Hash32,
  })
}

/** The newest finalized header. */
export async function readFinalizedHead(connection: Connection): Promise<Result<BlockHeader, ChainError>> {
  const hash = await ask(
    connection,
    'finalized head',
    async () => from0x((await connection.api.rpc.chain.getFinalizedHead()).toHex()) as Hash32,
  )
  return hash.ok ? readHeader(connection, hash.value) : hash
}

/** Finalized heads until the connection goes or the subscriber has enough. */
export function subscribeFinalized(connection: Connection, listener: FinalizedListener): Unsubscribe {
  const { api, endpoint } = connection
  let isOver = false
  let unsubscribe: (() => void) | undefined
  const end = (): void => {
    isOver = true
    api.off('disconnected', lose)
    if (api.isConnected) unsubscribe?.()
  }
  const fail = (error: ChainError): void => {
    if (isOver) return
    end()
    listener.onLost(error)
  }
  const lose = (): void => fail({ type: 'Disconnected', endpoint, detail: 'the connection was lost' })
  api.on('disconnected', lose)
  const start = async (): Promise<void> => {
    if (!api.isConnected) return lose() // asked all the same, the library would complain on the console
    const stop = await api.rpc.chain.subscribeFinalizedHeads(({ number, hash, parentHash }) => {
      if (isOver) return
      listener.onHead({
        number: number.toNumber(),
        hash: from0x(hash.toHex()) as Hash32,
        parentHash: from0x(parentHash.toHex()) as Hash32,
      })
    })
    if (isOver && api.isConnected) stop()
    unsubscribe = stop
  }
  start().catch((thrown: unknown) => fail(toChainError(thrown, { what: 'finalized heads', endpoint })))
  return end
}

/** The contract's events in a block, read with the metadata of that block: upgrades change layouts. */
export async function readContractEvents(
  connection: Connection,
  contract: H160,
  block: Hash32,
): Promise<Result<readonly PlacedEvent[], ChainError>> {
  const read = await ask(connection, 'events', () => recordsWith(connection, contract, block), block)
  if (!read.ok) return read
  if (read.value === null) return ok([])
  const { records, number } = read.value
  try {
    return ok(placedEvents(records, contract, { number, hash: block }))
  } catch (thrown) {
    const detail = thrown instanceof Error ? thrown.message : String(thrown)
    return err({ type: 'UnreadableEvent', contract, block, detail })
  }
}

/**
 * The records of a block's events; null when the contract's address occurs nowhere in their bytes, as in nearly every block. Those need no
 * decoding, and no metadata, which is what takes the time.
 */
async function recordsWith({ api, provider }: Connection, contract: H160, block: Hash32): Promise<EventRecords | null> {
  const bytes = await provider.send<string | null>('state_getStorage', [SYSTEM_EVENTS, to0x(block)])
  return bytes?.includes(contract) ? readEventRecords(await api.at(to0x(block))) : null
}

async function readHashAt(connection: Connection, height: number): Promise<Result<Hash32, ChainError>> {
  const hash = await ask(
    connection,
    'block hash',
    () => connection.provider.send<string | null>('chain_getBlockHash', [height]),
    height,
  )
  if (!hash.ok) return hash
  return hash.value === null ? err({ type: 'UnknownBlock', block: height }) : ok(from0x(hash.value) as Hash32)
}
