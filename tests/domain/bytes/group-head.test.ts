import { TypeRegistry } from '@polkadot/types'
import { keccakAsHex } from '@polkadot/util-crypto'
import { hexToU8a, stringToU8a, u8aConcat } from '@polkadot/util'
import { expect, test } from 'vitest'
import {
  firstHead,
  groupId,
  nextHead,
  proposalHash,
  voteKey,
  type HeadEvent,
} from '../../../src/domain/group/group-head.ts'
import type { Hash32 } from '../../../src/domain/ids.ts'
import { address, hash, leg, settlement } from './model-group.ts'

const group = groupId(address(900), address(0), hash(1))
const members = [address(0), address(1), address(2)]
const roster = { kind: 'Roster', members, quorum: 2 } as const
const heads: Readonly<Record<HeadEvent['kind'], HeadEvent>> = {
  Finalized: { ...settlement(1n, 3), kind: 'Finalized', group, voters: 0x8000_0005, seq: 1n, head: hash(0) },
  RosterChanged: { kind: 'RosterChanged', group, members, quorum: 2, voters: 7, seq: 2n, head: hash(0) },
  Paid: { kind: 'Paid', group, epoch: 1n, ...leg(2), by: address(9), seq: 3n, head: hash(0) },
  Acknowledged: { kind: 'Acknowledged', group, epoch: 1n, ...leg(2, 0n), by: address(0), seq: 4n, head: hash(0) },
  Closed: { kind: 'Closed', group, epoch: 1n, seq: 5n, head: hash(0) },
}

test('[AN1] golden group id, first head, proposals and vote', () => {
  expect({
    group,
    first: firstHead(group, members, 2),
    settlement: proposalHash(group, settlement(1n, 3)),
    roster: proposalHash(group, roster),
    vote: voteKey(proposalHash(group, settlement(1n, 3)), 5n, hash(6)),
  }).toEqual({
    first: 'c37b9ba7f4222e8cebade74c04f12d39ea564f4378efe9f0a848d92ee78964d1',
    group: 'f6ce342e30847feeda623c5c048539e2c7fb83c2cac9a2e2e78125296b9ba395',
    roster: 'a688a359fac4dfd1ac7ce42156b365f24c7a926834547f18113fa3ae87ce2795',
    settlement: '095ff0037881a10a3290456739d99cf8761ba943b519096d257aac800c761df9',
    vote: '3f13941cb2f12f5f02fbcd7ee03c56d7d8276c13',
  })
})

test('[AN1] golden heads, one for each event that moves the head', () => {
  expect(Object.fromEntries(Object.entries(heads).map(([kind, event]) => [kind, nextHead(hash(6), event)]))).toEqual({
    Acknowledged: '150921e93e5e8af4a5c9bc88886ebbea988bedcb8888b33a16767e94d2795542',
    Closed: 'e622c2dd4a618c89bb469abe16ad7badd9618416397100ca32f47035a3a77897',
    Finalized: '6fb55671676a73326dee94dc661c7fda6e3dd67ded45b4783ae8ee0aea398377',
    Paid: '2458cd9ce7dc63447c72295d0946930d8e31620287748a62147ea89391043b35',
    RosterChanged: '0310899c645098d8bcd4d98cbbfb5fa6e4bab2fb667a7d79d858789c3cd49aaf',
  })
})

// The same layouts said a second time, through polkadot-js' SCALE types and its keccak.
const registry = new TypeRegistry()
const scale = (types: Readonly<Record<string, string>>, values: object): Uint8Array =>
  registry.createType(JSON.stringify(types), values).toU8a()
const bytes = (hex: string): Uint8Array => hexToU8a(`0x${hex}`)
const prefixed = (list: readonly string[]): readonly string[] => list.map((each) => `0x${each}`)
const keccak = (...parts: readonly Uint8Array[]): string => keccakAsHex(u8aConcat(...parts)).slice(2)

const legTypes = {
  group: 'H256',
  epoch: 'u64',
  index: 'u8',
  payer: 'H160',
  payee: 'H160',
  planck: 'u128',
  memo: 'H256',
  by: 'H160',
  seq: 'u64',
}
const fieldTypes: Readonly<Record<HeadEvent['kind'], readonly [number, Readonly<Record<string, string>>]>> = {
  Finalized: [
    1,
    {
      group: 'H256',
      epoch: 'u64',
      stateHash: 'H256',
      planRoot: 'H256',
      legs: 'u8',
      checkpoint: 'H256',
      voters: 'u32',
      seq: 'u64',
    },
  ],
  RosterChanged: [2, { group: 'H256', members: 'Vec<H160>', quorum: 'u8', voters: 'u32', seq: 'u64' }],
  Paid: [3, legTypes],
  Acknowledged: [4, legTypes],
  Closed: [5, { group: 'H256', epoch: 'u64', seq: 'u64' }],
}

test.each(Object.values(heads))('[AN1] the head after $kind is what another SCALE encoder gives', (event) => {
  const [kind, types] = fieldTypes[event.kind]
  const values = Object.fromEntries(
    Object.entries(event).map(([name, value]) => [
      name,
      Array.isArray(value) ? prefixed(value as string[]) : typeof value === 'string' ? `0x${value}` : value,
    ]),
  )
  const seq = registry.createType('u64', event.seq).toU8a()
  expect(nextHead(hash(6), event)).toBe(
    keccak(bytes(hash(6)), Uint8Array.of(kind), seq, bytes(keccak(scale(types, values)))),
  )
})

test('[AN1] proposals, group id, first head and vote are what another SCALE encoder gives', () => {
  const { epoch, stateHash, planRoot, legs, checkpoint } = settlement(1n, 3)
  const settled = scale(
    { tag: 'u8', epoch: 'u64', stateHash: 'H256', planRoot: 'H256', legs: 'u8', checkpoint: 'H256' },
    { tag: 0, epoch, stateHash: `0x${stateHash}`, planRoot: `0x${planRoot}`, legs, checkpoint: `0x${checkpoint}` },
  )
  const proposal = keccak(stringToU8a('quits/proposal/v1'), bytes(group), settled)
  expect(proposalHash(group, settlement(1n, 3))).toBe(proposal)
  const changed = scale(
    { tag: 'u8', members: 'Vec<H160>', quorum: 'u8' },
    { tag: 1, members: prefixed(members), quorum: 2 },
  )
  expect(proposalHash(group, roster)).toBe(keccak(stringToU8a('quits/proposal/v1'), bytes(group), changed))
  expect(group).toBe(keccak(stringToU8a('quits/group/v1'), bytes(address(900)), bytes(address(0)), bytes(hash(1))))
  const first = scale({ members: 'Vec<H160>', quorum: 'u8' }, { members: prefixed(members), quorum: 2 })
  expect(firstHead(group, members, 2)).toBe(keccak(stringToU8a('quits/head/v1'), bytes(group), first))
  const vote = keccak(bytes(proposal), registry.createType('u64', 5n).toU8a(), bytes(hash(6)))
  expect(voteKey(proposal as Hash32, 5n, hash(6))).toBe(vote.slice(0, 40))
})
