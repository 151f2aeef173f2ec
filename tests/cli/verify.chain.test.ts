// The demo's story on the embedded chain, and `quits verify` as a process against it.
import { readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { KNOWN_CODE } from '../../src/chain/index.ts'
import { connectChain } from '../../src/chain/polkadot/index.ts'
import { createNarrator } from '../../src/cli/demo/narrator.ts'
import { playStory } from '../../src/cli/demo/story.ts'
import { startDevChain, type DevChain } from '../../src/devchain/index.ts'
import type { H160 } from '../../src/domain/index.ts'
import { createDevelopmentWallet } from '../../src/wallet/development/index.ts'
import { createDesk, vector } from './run-quits.ts'
import { SEVEN, textOf } from './settled-pot.ts'

let chain: DevChain
let text: string
const narrator = createNarrator(() => {})

beforeAll(async () => {
  chain = await startDevChain()
  const port = await connectChain([chain.url])
  if (!port.ok) throw new Error(port.error.type)
  const stage = {
    port: port.value,
    contract: chain.contract.address as H160,
    knownCode: KNOWN_CODE,
    wallet: createDevelopmentWallet(SEVEN),
    narrator,
  }
  const [first] = await playStory(stage, readFileSync(vector('splitwise-seven-people.csv')), chain.url)
  if (!first) throw new Error('nobody is in the story')
  text = textOf(first.session)
  await port.value.close()
})
afterAll(() => chain.close())

test('[EP1] the story holds on the embedded chain', () => {
  expect(narrator.broken()).toEqual([])
})

test('[AN3] verify recomputes every epoch from the file and the chain', async () => {
  const desk = createDesk()
  writeFileSync(desk.path('trip.json'), text)
  const { exit, out } = await desk.quits('verify', 'trip.json', '--endpoint', chain.url, '--json')
  expect(JSON.parse(out)).toMatchObject({
    matches: true,
    accordingTo: 'one node',
    epochs: [
      { epoch: '1', matches: true },
      { epoch: '2', matches: true },
    ],
    differs: [],
  })
  expect(exit).toBe(0)
  const words = await desk.quits('verify', 'trip.json', '--endpoint', chain.url)
  expect(words.out).toContain(`Everything matches, according to one node (${chain.url}).`)
})

test('a proof is made and checked; where no block names a state it rests on the word of somebody, and says whose', async () => {
  const desk = createDesk()
  writeFileSync(desk.path('trip.json'), text)
  const made = await desk.quits('prove', 'trip.json', '--endpoint', chain.url, '--out', 'proof.json', '--json')
  expect(made).toMatchObject({ exit: 0, err: '' })
  const { block, isProven } = JSON.parse(made.out) as {
    readonly block: { readonly hash: string }
    readonly isProven: boolean
  }
  expect(isProven).toBe(false)
  const again = await desk.quits('prove', 'trip.json', '--endpoint', chain.url, '--out', 'proof.json')
  expect(again).toMatchObject({ exit: 2, err: expect.stringContaining('nothing is overwritten') as string })

  const offline = await desk.quits('verify-proof', 'proof.json', '--block', `0x${block.hash}`)
  expect(offline.out).toContain(
    "this chain's headers name no state (a test chain): that the events happened rests on the word of whoever made this file.",
  )
  expect(offline.exit).toBe(3)
  const online = await desk.quits('verify-proof', 'proof.json', '--endpoint', chain.url)
  expect(online.out).toContain(`rests on the word of one node (${chain.url}).`)
  expect(online.exit).toBe(3)

  const first = await desk.quits('prove', 'trip.json', '--endpoint', chain.url, '--out', 'one.json', '--epoch', '1')
  expect(first.out).toContain('Settlement 1 of the group')
  const none = await desk.quits('prove', 'trip.json', '--endpoint', chain.url, '--out', 'three.json', '--epoch', '3')
  expect(none).toMatchObject({ exit: 2, err: 'quits: settlement 3 is not final, or does not match.\n' })
})

test('a proof that was touched, or that a node contradicts, does not hold', async () => {
  const desk = createDesk()
  writeFileSync(desk.path('trip.json'), text)
  await desk.quits('prove', 'trip.json', '--endpoint', chain.url, '--out', 'proof.json')
  const proof = readFileSync(desk.path('proof.json'), 'utf8')
  const tagOf = async (changed: string, ...words: readonly string[]): Promise<unknown> => {
    writeFileSync(desk.path('changed.json'), changed)
    const { out, exit } = await desk.quits('verify-proof', 'changed.json', ...words, '--json')
    expect(exit).toBe(1)
    return (JSON.parse(out) as { readonly error: unknown }).error
  }
  const node = ['--endpoint', chain.url]
  expect(await tagOf(proof.replace(/"extrinsicIndex": \d+/u, '"extrinsicIndex": 77'), ...node)).toBe(
    'EventsDifferThere',
  )
  expect(await tagOf(proof.replace(/"planck": "(\d+)"/u, '"planck": "1$1"'), ...node)).toBe('HistoryBroken')
  expect(await tagOf(proof, '--block', 'ab'.repeat(32))).toBe('OtherBlock')
  writeFileSync(desk.path('cut.json'), proof.slice(0, -100))
  expect(await desk.quits('verify-proof', 'cut.json', ...node)).toMatchObject({
    exit: 2,
    err: expect.stringContaining('it is cut off') as string,
  })
  expect(await desk.quits('verify-proof', 'cut.json')).toMatchObject({ exit: 2 })
})

test('verify names what differs in a file, and leaves the chain alone then', async () => {
  const desk = createDesk()
  const at = text.lastIndexOf('"bytes": "') + 40
  writeFileSync(
    desk.path('trip.json'),
    `${text.slice(0, at)}${text.charAt(at) === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`,
  )
  const { exit, out } = await desk.quits('verify', 'trip.json', '--endpoint', chain.url, '--json')
  expect(exit).toBe(1)
  expect(JSON.parse(out)).toMatchObject({
    matches: false,
    differs: [
      expect.stringMatching(/^trip.json: The pot file is damaged: the event on line \d+ \(events\[\d+\], /) as string,
    ],
  })
})

test('a pot of another chain differs; a node that is not there is no answer', async () => {
  const desk = createDesk()
  writeFileSync(desk.path('trip.json'), text)
  const empty = await startDevChain({ contract: 'none' })
  try {
    // The same genesis, but the group was never created there.
    const { exit, out } = await desk.quits('verify', 'trip.json', '--endpoint', empty.url)
    expect(exit).toBe(1)
    expect(out).toContain('does not hold it on this chain')
  } finally {
    await empty.close()
  }
  const gone = await desk.quits('verify', 'trip.json', '--endpoint', empty.url)
  expect(gone).toMatchObject({ exit: 2, out: '' })
  expect(gone.err).toMatch(/^quits: the node ws:\/\/127\.0\.0\.1:\d+ cannot be reached.*\.\n$/)
})
