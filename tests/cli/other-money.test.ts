// What verify says of pots whose tie names other money than their contract pays in.
import { describe, expect, test } from 'vitest'
import type { AskedNode, ChainPort } from '../../src/chain/index.ts'
import type { Report } from '../../src/cli/command.ts'
import { verificationReport } from '../../src/cli/verification-report.ts'
import { verifyPot } from '../../src/cli/verify-pot.ts'
import { ok, type Currency, type H160 } from '../../src/domain/index.ts'
import { parsePotFile, type PotFile } from '../../src/formats/index.ts'
import type { PotSession } from '../../src/app/index.ts'
import { must } from '../app/people.ts'
import { CODE, LISTED as known, RATIO, tiedPot, UNIT, type Told } from '../app/tied-pot.ts'
import { textOf } from './settled-pot.ts'

const STRANGER = '1'.repeat(40) as H160

const node = (endpoint: string, port: ChainPort): AskedNode => ({ endpoint, port: ok(port) })

async function verify(file: PotFile, ...nodes: readonly AskedNode[]): Promise<Report> {
  return verificationReport(must(await verifyPot(file, nodes, [CODE])))
}

const fileOf = async (session: PotSession): Promise<PotFile> => must(await parsePotFile(textOf(session)))

async function verifyOne(said: Currency, told: Told): Promise<Report & { readonly text: string }> {
  const { chain, session } = await tiedPot(said, told)
  const report = await verify(await fileOf(session), node('ws://a', chain.port))
  return { ...report, text: report.lines.join('\n') }
}

test('[EP9] what the contract pays in is what the tie says: it is told, with its digits', async () => {
  const native = await verifyOne(UNIT, { paidIn: null })
  expect(native).toMatchObject({ exit: 0, json: { matches: true, chain: { token: null, money: UNIT } } })
  expect(native.text).toContain("It pays in the chain's own money: UNIT with 12 digits, as the pot's tie says.")
  const token = { address: known.address, symbol: known.code, decimals: known.digits }
  const paid = await verifyOne({ code: known.code, digits: known.digits }, { paidIn: known.address, tokens: [token] })
  expect(paid).toMatchObject({ exit: 0, json: { matches: true, chain: { token: known.address } } })
})

describe('[EP9] a contract that does not pay in what the tie says is a difference', () => {
  const cases: readonly (readonly [what: string, said: Currency, told: Told, sentence: string])[] = [
    [
      'the tie says the chain’s own money, the contract pays in a token',
      UNIT,
      { paidIn: STRANGER, tokens: [{ address: STRANGER, symbol: 'JUNK', decimals: 12 }] },
      "The contract pays in JUNK with 12 digits, and the pot's tie, which its members signed, says UNIT with 12 digits.",
    ],
    [
      'the tie says a token, the contract pays in the chain’s own money',
      { code: known.code, digits: known.digits },
      { paidIn: null },
      "The contract pays in UNIT with 12 digits, and the pot's tie, which its members signed, says DEVUSD with 6 digits.",
    ],
    [
      'the same name with other digits',
      { code: 'JUNK', digits: 2 },
      { paidIn: STRANGER, tokens: [{ address: STRANGER, symbol: 'JUNK', decimals: 12 }] },
      'The contract pays in JUNK with 12 digits',
    ],
    [
      'a token that bears the name of a listed one',
      { code: known.code, digits: known.digits },
      { paidIn: STRANGER, tokens: [{ address: STRANGER, symbol: known.code, decimals: known.digits }] },
      `The contract pays in the token 0x${STRANGER}, and the one that is known as DEVUSD on this network is 0x${known.address}`,
    ],
    [
      'a token that bears the name of the chain’s own money',
      UNIT,
      { paidIn: STRANGER, tokens: [{ address: STRANGER, symbol: UNIT.code, decimals: UNIT.digits }] },
      `The contract pays in the token 0x${STRANGER}, which bears the name of the chain's own money and is not it`,
    ],
    [
      'the listed token under another name, which the tie repeats',
      { code: 'OTHER', digits: known.digits },
      { paidIn: known.address, tokens: [{ address: known.address, symbol: 'OTHER', decimals: known.digits }] },
      'The contract pays in money that this network lists as DEVUSD with 6 digits',
    ],
    [
      'a token that the chain does not know',
      { code: 'GONE', digits: 6 },
      { paidIn: STRANGER },
      `The contract pays in the token 0x${STRANGER}, which the chain does not know`,
    ],
    [
      'the chain’s own money, at a ratio that would pay a tenth',
      UNIT,
      { paidIn: null, ratio: RATIO * 10n },
      'The contract converts amounts by 10000000 and its chain by 1000000',
    ],
  ]
  test.each(cases)('%s', async (_, said, told, sentence) => {
    const { text, json, exit } = await verifyOne(said, told)
    expect(text).toContain(sentence)
    expect(text).toContain('Something differs, according to one node (ws://a).')
    expect(text).not.toContain("as the pot's tie says")
    expect(json).toMatchObject({ matches: false, differs: [expect.stringContaining(sentence) as string] })
    expect(exit).toBe(1)
  })
})

test('[EP9] a node that tells other money than another one is named with it, whichever is asked first', async () => {
  const { chain, session } = await tiedPot(UNIT, { paidIn: null })
  const file = await fileOf(session)
  const lying: ChainPort = {
    ...chain.port,
    contractFacts: async (contract, block) => {
      const read = await chain.port.contractFacts(contract, block)
      return read.ok ? ok({ ...read.value, ratio: 0n, token: known.address }) : read
    },
    tokenFacts: async () => ok({ symbol: known.code, decimals: known.digits }),
  }
  const [honest, liar] = [node('ws://a', chain.port), node('ws://liar', lying)]
  for (const nodes of [
    [honest, liar],
    [liar, honest],
  ]) {
    const { lines, exit } = await verify(file, ...nodes)
    expect(lines.join('\n')).toMatch(
      /Of the contract at block \d+ ws:\/\/(a|liar) says that .*; ws:\/\/(a|liar) says that .*\. One of the two is wrong/,
    )
    expect(lines.join('\n')).toContain(`and pays in the token 0x${known.address}, DEVUSD with 6 digits`)
    expect(lines.at(-1)).toBe('Something differs.')
    expect(exit).toBe(1)
  }
})
