// A runtime upgrade between two blocks of a history. The proxy plays it: from one block on it tells another spec version, metadata in which
// pallet-revive has another number, and events that are encoded by it. A follower that read everything with one metadata would fail.

import { Metadata, TypeRegistry, type Option } from '@polkadot/types'
import type { OpaqueMetadata } from '@polkadot/types/interfaces'
import { compactAddLength, hexToU8a, u8aConcat, u8aToHex } from '@polkadot/util'
import { expect, test } from 'vitest'
import { createMemoryFollowStore, followGroup, readGroup, type FollowUpdate } from '../../src/chain/index.ts'
import { connectChain } from '../../src/chain/polkadot/index.ts'
import { openApi } from '../devchain/open-api.ts'
import { attest, createGroup, failure, legOf, must, planOf, send } from './chain-fixture.ts'
import { createEmbeddedFixture } from './embedded-fixture.ts'
import { startLyingNode, type Lies, type RawRecord } from './lying-node.ts'

/** A number that no pallet of the runtime has. */
const MOVED_TO = 201

/** Where the pallet's number stands in a record of an extrinsic's event: after the phase and its index. */
const PALLET_AT = 5

/** An `Option<OpaqueMetadata>` with pallet-revive under another number, and the number it had. */
function moveRevive(answer: string): { readonly metadata: string; readonly from: number } {
  const registry = new TypeRegistry()
  const opaque = registry.createType<Option<OpaqueMetadata>>('Option<OpaqueMetadata>', hexToU8a(answer)).unwrap()
  const decoded = new Metadata(registry, opaque.toU8a(true))
  const { pallets } = decoded.version === 15 ? decoded.asV15 : decoded.asV16
  const pallet = [...pallets].find(({ name }) => name.toString() === 'Revive')
  if (!pallet) throw new Error('the runtime has no pallet-revive')
  const from = pallet.index.toNumber()
  pallet.set('index', registry.createType('u8', MOVED_TO))
  return { metadata: u8aToHex(u8aConcat([1], compactAddLength(decoded.toU8a()))), from }
}

test('events on both sides of a runtime upgrade are read, each with the metadata of its block', async () => {
  const chain = await createEmbeddedFixture()
  const { alice, bob } = chain
  const { group, createdAt } = await createGroup(chain, [alice, bob], 2)
  const leg = legOf(0, alice, bob, 1_000n)
  const plan = planOf(group, 1n, [leg])
  await attest(chain, group, plan.proposal, [alice, bob])
  await chain.chain.newBlock(2)
  const upgradedIn = chain.chain.head().number
  await send(chain.port, alice, {
    to: 'contract',
    contract: chain.contract,
    call: { kind: 'pay', group, epoch: 1n, leg, proof: plan.proofs[0] ?? [] },
  })
  const target = { genesis: chain.genesis, contract: chain.contract, group, createdAt }
  const honest = must(await readGroup(chain.port, target, { knownCode: chain.knownCode }))
  const numbers = new Map<string, number>()
  for (let number = 0; number <= honest.at.number; number++)
    numbers.set(`0x${must(await chain.port.header(number)).hash}`, number)

  const api = await openApi(chain.chain.url)
  // The runtime of a block's own state runs from the next block on.
  const isAfter = (block: unknown): boolean => (numbers.get(String(block)) ?? -1) >= upgradedIn
  let from = -1
  const upgrade: Lies = {
    answer: (method, params, told) => {
      if (!isAfter(params.at(-1))) return told
      if (method === 'state_getRuntimeVersion') return { ...(told as object), specVersion: 9_999 }
      if (params[0] !== 'Metadata_metadata_at_version') return told
      const moved = moveRevive(told as string)
      ;({ from } = moved)
      return moved.metadata
    },
    events: (records, block) => ((numbers.get(block) ?? 0) > upgradedIn ? records.map(encodeMoved) : records),
  }
  const palletNumbers = new Set<number>()
  const encodeMoved = ({ record, bytes }: RawRecord): RawRecord => {
    if (record.event.section !== 'revive') return { record, bytes }
    const changed = Uint8Array.from(bytes)
    palletNumbers.add(changed[PALLET_AT] ?? -1)
    changed[PALLET_AT] = MOVED_TO
    return { record, bytes: changed }
  }
  const node = await startLyingNode(chain.chain.url, api, upgrade)
  const port = must(await connectChain([node.url]))
  const reached = Promise.withResolvers<FollowUpdate>()
  const following = followGroup(port, target, createMemoryFollowStore(), {
    knownCode: chain.knownCode,
    onUpdate: reached.resolve,
  })
  const update = await Promise.race([reached.promise, following.ended])
  expect(update).toMatchObject({ at: honest.at, events: honest.events })
  expect([...palletNumbers]).toEqual([from])
  await following.stop()

  // Without the new metadata the same bytes are no events: the test tests what it says.
  node.lie({ ...upgrade, answer: (_method, _params, told) => told })
  const other = must(await connectChain([node.url]))
  expect(failure(await readGroup(other, target, { knownCode: chain.knownCode })).type).toMatch(/BadAnswer|HeadMismatch/)
  await Promise.all([port.close(), other.close(), api.disconnect()])
  await node.close()
  await chain.close()
})
