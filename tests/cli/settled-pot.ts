// The demo's story on a fake chain: a pot with two settlements, paid and closed, and the strings that make its node lie.
import { readFileSync } from 'node:fs'
import { createFakeChain, type FakeChain } from '../../src/chain/fake/index.ts'
import { createNarrator } from '../../src/cli/demo/narrator.ts'
import { playStory } from '../../src/cli/demo/story.ts'
import { accountIdToH160, type H160, type Hash32 } from '../../src/domain/index.ts'
import { parsePotFile, potFileToText, type PotFile } from '../../src/formats/index.ts'
import { createDevelopmentWallet } from '../../src/wallet/development/index.ts'
import type { PotSession } from '../../src/app/index.ts'
import { vector } from './run-quits.ts'

/** The development accounts that the seven people use. */
export const SEVEN = ['Alice', 'Bob', 'Charlie', 'Dave', 'Eve', 'Ferdie', 'Grace']

/** A settled pot as a file, and the chain it was settled on. */
export interface SettledPot {
  readonly fake: FakeChain
  readonly knownCode: readonly Hash32[]
  readonly text: string
  readonly file: PotFile
  /** What the story claimed and did not hold. */
  readonly broken: readonly string[]
}

/** Plays the story on a fake chain. */
export const settlePotOnFakeChain = async (): Promise<SettledPot> => {
  const wallet = createDevelopmentWallet(SEVEN)
  const connected = await wallet.connect('development')
  if (!connected.ok) throw new Error(connected.error.type)
  const accounts = connected.value.map(({ account }) => account)
  const contract = { address: 'c0'.repeat(20) as H160, codeHash: 'cd'.repeat(32) as Hash32, ratio: 1_000_000n }
  const fake = createFakeChain({
    accounts: accounts.map((account) => ({ account, planck: 10n ** 18n })),
    mapped: new Map(accounts.map((account) => [accountIdToH160(account), account])),
    contract,
  })
  fake.mine(3)
  const narrator = createNarrator(() => {})
  const knownCode = [contract.codeHash]
  const stage = { port: fake.port, contract: contract.address, knownCode, wallet, narrator }
  const people = await playStory(stage, readFileSync(vector('splitwise-seven-people.csv')), 'ws://fake')
  const text = textOf(people[0]?.session as PotSession)
  const file = await parsePotFile(text)
  if (!file.ok) throw new Error(file.error.type)
  return { fake, knownCode, text, file: file.value, broken: narrator.broken() }
}

/** A session's pot file. */
export const textOf = (session: PotSession): string => {
  const { eventById } = session.fold().known
  const signed = session.stored().flatMap((stored) => {
    const event = eventById.get(stored.id)
    return event ? [{ event, stored }] : []
  })
  return potFileToText(session.id, signed)
}
