// The form of a proof file: one text for a proof, and one error for everything that is none. What a proof proves is in tests/chain/proof-file.test.ts.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { EventId, H160, Hash32, StateHash } from '../../../src/domain/index.ts'
import { parseProofFile, proofFileToText, type ProofFile } from '../../../src/formats/index.ts'

const hash = (digit: string): Hash32 => digit.repeat(64) as Hash32
const address = (digit: string): H160 => digit.repeat(40) as H160

const PROOF: ProofFile = {
  chain: { genesis: hash('1'), contract: address('2'), group: hash('3'), createdAt: hash('4') },
  settlement: { epoch: 7n, checkpoint: hash('5') as string as EventId },
  runtimes: [Uint8Array.of(1, 2, 3, 4)],
  blocks: [
    {
      number: 9,
      hash: hash('6'),
      runtime: 0,
      header: Uint8Array.of(5),
      nodes: [Uint8Array.of(6, 7), Uint8Array.of(8)],
    },
    { number: 4, hash: hash('4'), runtime: null, header: Uint8Array.of(9), nodes: [] },
  ],
  history: [
    {
      event: {
        kind: 'Finalized',
        group: hash('3'),
        seq: 18_446_744_073_709_551_615n,
        head: hash('7'),
        epoch: 7n,
        stateHash: hash('8') as string as StateHash,
        planRoot: hash('9'),
        legs: 2,
        checkpoint: hash('5') as string as EventId,
        voters: 4_294_967_295,
      },
      at: { blockNumber: 9, blockHash: hash('6'), extrinsicIndex: 1, eventIndex: 3 },
    },
  ],
  legs: [
    {
      leg: {
        index: 0,
        payer: address('a'),
        payee: address('b'),
        planck: 340_282_366_920_938_463_463n,
        memo: hash('c'),
      },
      proof: [hash('d')],
    },
  ],
  events: [{ id: hash('e') as string as EventId, bytes: Uint8Array.of(1), signature: Uint8Array.of(2) }],
}
const TEXT = proofFileToText(PROOF)

const read = (text: string) => parseProofFile(Buffer.from(text))
const errorOf = (text: string): object | null => {
  const parsed = read(text)
  return parsed.ok ? null : parsed.error
}

test('a proof is read as it was written', () => {
  expect(read(TEXT)).toEqual({ ok: true, value: PROOF })
})

test('the text of a proof is fixed', () => {
  expect(TEXT.split('\n').slice(0, 16)).toEqual([
    '{',
    '  "format": "quits-proof",',
    '  "version": 1,',
    '  "chain": {',
    `    "genesis": "${'1'.repeat(64)}",`,
    `    "contract": "${'2'.repeat(40)}",`,
    `    "group": "${'3'.repeat(64)}",`,
    `    "createdAt": "${'4'.repeat(64)}"`,
    '  },',
    '  "settlement": {',
    '    "epoch": "7",',
    `    "checkpoint": "${'5'.repeat(64)}"`,
    '  },',
    '  "runtimes": [',
    '    "AQIDBA=="',
    '  ],',
  ])
})

test('a file cut off anywhere is no proof', () => {
  for (let end = 0; end < TEXT.length; end += 7) {
    const error = errorOf(TEXT.slice(0, end)) as { type: string }
    expect(['NotAProofFile', 'ProofTruncated']).toContain(error.type)
  }
})

test('another program, another version and a file too large are told apart', () => {
  expect(errorOf('{}')).toEqual({ type: 'NotAProofFile' })
  expect(errorOf(TEXT.replace('quits-proof', 'quits-pot'))).toEqual({ type: 'NotAProofFile' })
  expect(errorOf(TEXT.replace('"version": 1', '"version": 2'))).toEqual({ type: 'OtherProofVersion', version: '2' })
  const huge = new Uint8Array(64 * 1024 * 1024 + 1)
  expect(parseProofFile(huge)).toMatchObject({ error: { type: 'ProofTooLarge', bytes: huge.length } })
  expect(parseProofFile(Uint8Array.of(0xff, 0xfe))).toMatchObject({ error: { type: 'NotAProofFile' } })
})

test.each([
  ['"epoch": "7"', '"epoch": "07"', 'settlement.epoch'],
  ['"epoch": "7"', '"epoch": 7', 'settlement.epoch'],
  ['"number": 9', '"number": -9', 'blocks[0].number'],
  ['"runtime": 0', '"runtime": "0"', 'blocks[0].runtime'],
  ['"header": "05"', '"header": "0"', 'blocks[0].header'],
  ['"header": "05"', '"header": ""', 'blocks[0].header'],
  ['"0607"', '"060G"', 'blocks[0].nodes[0]'],
  ['"AQIDBA=="', '"AQIDBB=="', 'runtimes[0]'],
  ['"kind": "Finalized"', '"kind": "__proto__"', 'history[0].kind'],
  ['"kind": "Finalized"', '"kind": "Closed"', 'history[0].stateHash'],
  ['"eventIndex": 3', '"eventIndex": 3, "__proto__": 1', 'history[0].at.__proto__'],
  ['"legs": [', '"legs": {}, "more": [', 'proof.more'],
])('%s is not %s', (from, to, path) => {
  expect(errorOf(TEXT.replace(from, to))).toMatchObject({ type: 'BadProofValue', path })
})

test('values in another order, spaces and doubled keys are named by their line', () => {
  expect(errorOf(TEXT.replace('"version": 1,', '"version": 1, '))).toMatchObject({ type: 'ProofNotCanonical', line: 3 })
  expect(errorOf(TEXT.replace('    "epoch": "7",\n', '    "epoch": "8",\n    "epoch": "7",\n'))).toMatchObject({
    type: 'ProofNotCanonical',
    line: 11,
  })
})

test('no change of a few characters is read as the same proof, or throws', () => {
  fc.assert(
    fc.property(fc.nat(TEXT.length - 1), fc.string({ maxLength: 3 }), fc.nat(3), (at, put, gone) => {
      const text = TEXT.slice(0, at) + put + TEXT.slice(at + gone)
      const parsed = read(text)
      if (parsed.ok) expect(proofFileToText(parsed.value)).toBe(text)
      else expect(parsed.error.type).not.toBe('')
    }),
    { numRuns: 500 },
  )
})
