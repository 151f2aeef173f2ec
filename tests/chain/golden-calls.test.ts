// Call data, byte by byte. The expected bytes are put together by hand from the interface's layout, not by the Abi that the adapter
// uses: api-contract encodes an argument whose type is named Address as a MultiAddress, one stray byte 0x04 first, and a transfer
// would go to a stranger without any error.

import { blake2b } from '@noble/hashes/blake2.js'
import { expect, test } from 'vitest'
import type { ContractCall } from '../../src/chain/index.ts'
import { encodeCall, type ContractView } from '../../src/chain/polkadot/encode-call.ts'
import { encodeErc20, isYes } from '../../src/chain/polkadot/erc20-call.ts'
import {
  bytesToHex,
  hexToBytes,
  type ChainLeg,
  type EventId,
  type H160,
  type Hash32,
  type StateHash,
} from '../../src/domain/index.ts'

const group = '11'.repeat(32) as Hash32
const head = '22'.repeat(32) as Hash32
const salt = '33'.repeat(32) as Hash32
const alice = 'a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3b4' as H160
const bob = 'c1c2c3c4c5c6c7c8c9cacbcccdcecfd0d1d2d3d4' as H160
const leg: ChainLeg = {
  index: 5,
  payer: alice,
  payee: bob,
  planck: 0x0102_0304_0506_0708_090an,
  memo: '44'.repeat(32) as Hash32,
}
const proof = ['55'.repeat(32), '66'.repeat(32)] as Hash32[]

/** ink!: the first four bytes of BLAKE2b-256 of the message's name. */
const selector = (name: string): string =>
  bytesToHex(blake2b(new TextEncoder().encode(name), { dkLen: 32 }).subarray(0, 4))
const little = (value: bigint, bytes: number): string =>
  value
    .toString(16)
    .padStart(2 * bytes, '0')
    .match(/../g)
    ?.toReversed()
    .join('') ?? ''
const u8 = (value: number): string => little(BigInt(value), 1)
const u64 = (value: bigint): string => little(value, 8)
const u128 = (value: bigint): string => little(value, 16)
/** Compact lengths below 64, and up to 16383 in two bytes. */
const compact = (length: number): string => (length < 64 ? u8(length << 2) : little(BigInt((length << 2) | 1), 2))
const legBytes = u8(leg.index) + alice + bob + u128(leg.planck) + leg.memo

const goldens: readonly (readonly [ContractCall | ContractView, string])[] = [
  [
    { kind: 'createGroup', salt, members: [alice, bob], quorum: 2 },
    `${selector('create_group')}${salt}08${alice}${bob}02`,
  ],
  [
    {
      kind: 'attest',
      group,
      seq: 258n,
      head,
      proposal: {
        kind: 'Settlement',
        epoch: 3n,
        stateHash: '77'.repeat(32) as StateHash,
        planRoot: salt,
        legs: 63,
        checkpoint: '88'.repeat(32) as EventId,
      },
    },
    `${selector('attest')}${group}${u64(258n)}${head}00${u64(3n)}${'77'.repeat(32)}${salt}3f${'88'.repeat(32)}`,
  ],
  [
    {
      kind: 'attest',
      group,
      seq: 2n ** 64n - 1n,
      head,
      proposal: { kind: 'Roster', members: [bob, alice], quorum: 2 },
    },
    `${selector('attest')}${group}${'ff'.repeat(8)}${head}0108${bob}${alice}02`,
  ],
  [{ kind: 'pay', group, epoch: 1n, leg, proof }, `${selector('pay')}${group}${u64(1n)}${legBytes}08${proof.join('')}`],
  [
    { kind: 'pay', group, epoch: 1n, leg: { ...leg, planck: 2n ** 128n - 1n }, proof: [] },
    `${selector('pay')}${group}${u64(1n)}05${alice}${bob}${'ff'.repeat(16)}${leg.memo}00`,
  ],
  [
    { kind: 'acknowledge', group, epoch: 7n, leg, proof },
    `${selector('acknowledge')}${group}${u64(7n)}${legBytes}08${proof.join('')}`,
  ],
  [{ kind: 'version' }, selector('version')],
  [{ kind: 'ratio' }, selector('ratio')],
  [{ kind: 'token' }, selector('token')],
  [{ kind: 'group', group }, `${selector('group')}${group}`],
  [{ kind: 'member', group, account: bob }, `${selector('member')}${group}${bob}`],
  [{ kind: 'members', group }, `${selector('members')}${group}`],
  [{ kind: 'isDone', group, index: 62 }, `${selector('is_done')}${group}3e`],
  [{ kind: 'headOf', group }, `${selector('head_of')}${group}`],
  [{ kind: 'leaf', group, epoch: 9n, leg }, `${selector('leaf')}${group}${u64(9n)}${legBytes}`],
]

for (const [call, expected] of goldens) {
  test(`${call.kind} is its selector and its arguments, nothing before, between or after`, () => {
    const encoded = bytesToHex(encodeCall(call))
    expect(encoded).toBe(compact(expected.length / 2) + expected)
  })
}

test('the payee of a payment stands where the contract reads it, unshifted', () => {
  const data = bytesToHex(encodeCall({ kind: 'pay', group, epoch: 1n, leg, proof: [] }))
  const at = 2 * (2 + 4 + 32 + 8 + 1 + 20)
  expect(data.slice(at, at + 40)).toBe(bob)
  expect(data).not.toContain(`04${bob}`)
})

test('a roster of 32 is a compact length and 20 bytes each', () => {
  const members = Array.from({ length: 32 }, (_, i) => (i + 1).toString(16).padStart(2, '0').repeat(20) as H160)
  const encoded = bytesToHex(encodeCall({ kind: 'createGroup', salt, members, quorum: 17 }))
  const expected = `${selector('create_group')}${salt}80${members.join('')}11`
  expect(encoded).toBe(compact(expected.length / 2) + expected)
})

test('a token is called in Solidity’s words: selector, address and amount, each in 32 bytes, and its yes is one word', () => {
  const word = (hex: string): string => hex.padStart(64, '0')
  // 68 bytes, as a compact length.
  const prefix = compact(68)
  const approve = `095ea7b3${word(bob)}${word('bc614e')}`
  expect(bytesToHex(encodeErc20({ kind: 'approve', to: bob, amount: 12_345_678n }))).toBe(prefix + approve)
  const most = `a9059cbb${word(alice)}${word('ff'.repeat(16))}`
  expect(bytesToHex(encodeErc20({ kind: 'transfer', to: alice, amount: 2n ** 128n - 1n }))).toBe(prefix + most)
  const answers = ['', word('1'), word('2'), word('0'), `${word('1')}00`, '01', `1${'0'.repeat(63)}`, word('101')]
  expect(answers.filter((answer) => isYes(hexToBytes(answer)))).toEqual([word('1')])
})
