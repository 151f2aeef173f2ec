// The demo's story on the embedded chain, and `quits verify` as a process against it.
import { readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { KNOWN_CODE } from '../../src/chain/index.ts'
import { contractAbi } from '../../src/chain/polkadot/contract-abi.ts'
import { connectChain } from '../../src/chain/polkadot/index.ts'
import { createNarrator } from '../../src/cli/demo/narrator.ts'
import { playStory } from '../../src/cli/demo/story.ts'
import { startDevChain, type DevChain } from '../../src/devchain/index.ts'
import { decodeEvent } from '../../src/chain/polkadot/decode-event.ts'
import type { ChainEvent, H160 } from '../../src/domain/index.ts'
import { createDevelopmentWallet } from '../../src/wallet/development/index.ts'
import { startLyingNode, type Lies, type LyingNode } from '../chain/lying-node.ts'
import { openApi } from '../devchain/open-api.ts'
import { createDesk, vector, type Desk } from './run-quits.ts'
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

/** A desk with the story's pot on it. */
const deskWithTrip = (): Desk => {
  const desk = createDesk()
  writeFileSync(desk.path('trip.json'), text)
  return desk
}

/** A desk with the pot, a node in front of the chain that lies when it is told to, and the words that name the chain's own node and it. */
const besideLiar = async (
  story: (desk: Desk, proxy: LyingNode, nodes: readonly string[]) => Promise<void>,
): Promise<void> => {
  const api = await openApi(chain.url)
  const proxy = await startLyingNode(chain.url, api)
  try {
    await story(deskWithTrip(), proxy, ['--endpoint', chain.url, '--endpoint', proxy.url])
  } finally {
    await api.disconnect()
    await proxy.close()
  }
}

test('[EP1] the story holds on the embedded chain', () => {
  expect(narrator.broken()).toEqual([])
})

test('[BA3] settle counts what was settled and paid on the chain where a node is named', async () => {
  const desk = deskWithTrip()
  const alone = await desk.quits('settle', 'trip.json')
  expect(alone.out).toContain(' pays ')
  expect(alone.err).toContain('With --endpoint <ws> it counts.')
  const told = await desk.quits('settle', 'trip.json', '--endpoint', chain.url)
  expect([told.out.trim(), told.exit]).toEqual(['Everybody is quits.', 0])
  expect(told.err).toContain(`according to one node (${chain.url})`)
})

test('[AN3] verify recomputes every epoch from the file and the chain', async () => {
  const desk = deskWithTrip()
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
  const desk = deskWithTrip()
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
  const money = "It is paid in UNIT with 12 digits according to the pot's tie, which its members signed"
  expect(offline.out).toContain(`${money}. Whether the contract does is not in the file; a node (--endpoint) says it.`)
  expect(online.out).toContain(`${money}, and so says one node (${chain.url}).`)
  expect(online.exit).toBe(3)

  const first = await desk.quits('prove', 'trip.json', '--endpoint', chain.url, '--out', 'one.json', '--epoch', '1')
  expect(first.out).toContain('Settlement 1 of the group')
  const none = await desk.quits('prove', 'trip.json', '--endpoint', chain.url, '--out', 'three.json', '--epoch', '3')
  expect(none).toMatchObject({
    exit: 2,
    err: 'quits: settlement 3 is not final, or does not match; 1, 2 can be proven.\n',
  })
})

test('a proof that was touched, or that a node contradicts, does not hold', async () => {
  const desk = deskWithTrip()
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
  const desk = deskWithTrip()
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

const without = (kind: ChainEvent['kind']): Lies => ({
  events: (records) =>
    records.filter(({ record }) => {
      const { section, method, data } = record.event
      const isOurs = section === 'revive' && method === 'ContractEmitted'
      return !isOurs || data[0]?.toHex() !== `0x${chain.contract.address}` || decodeEvent(record).kind !== kind
    }),
})

test('verify asks several nodes: they agree, or the liar is named with the one it contradicts, wherever it stands', () =>
  besideLiar(async (desk, proxy, nodes) => {
    const agreed = await desk.quits('verify', 'trip.json', ...nodes)
    expect(agreed.out).toContain(`Everything matches, and two nodes agree (${chain.url}, ${proxy.url}).`)
    expect(agreed).toMatchObject({ exit: 0, err: '' })

    proxy.lie(without('Paid'))
    const contradicted = await desk.quits('verify', 'trip.json', ...nodes)
    expect(contradicted.out).toMatch(
      /The group's events in block \d+ differ: ws:\S+ has Paid there, which ws:\S+ lacks/,
    )
    expect(contradicted.out).toContain(`which ${proxy.url} lacks`)
    expect(contradicted.exit).toBe(1)
    const alone = await desk.quits('verify', 'trip.json', '--endpoint', proxy.url, '--endpoint', chain.url)
    expect(alone.out).toContain(`According to ${proxy.url}: The contract's events up to block`)
    expect(alone.exit).toBe(1)

    await proxy.close()
    const half = await desk.quits('verify', 'trip.json', ...nodes)
    expect(half.out).toContain(`${proxy.url} cannot confirm it: it cannot be reached`)
    expect(half.out).toContain(`Everything matches, according to one node (${chain.url}).`)
    expect(half.exit).toBe(3)
    const nobody = await desk.quits('verify', 'trip.json', '--endpoint', proxy.url, '--endpoint', 'ws://127.0.0.1:9')
    expect(nobody).toMatchObject({ exit: 2, out: '' })
    expect(nobody.err).toMatch(/^quits: none of the nodes can be asked: the node .* cannot be reached/)
  }))

test('verify-proof asks several nodes: both are said, the one that tells otherwise is named beside the one that does not', () =>
  besideLiar(async (desk, proxy, nodes) => {
    expect(await desk.quits('prove', 'trip.json', ...nodes, '--out', 'proof.json')).toMatchObject({ exit: 0 })
    const both = await desk.quits('verify-proof', 'proof.json', ...nodes)
    expect(both.out).toContain(`rests on the word of two nodes (${chain.url}, ${proxy.url}).`)
    expect(both.exit).toBe(3)

    proxy.lie(without('Paid'))
    const contradicted = await desk.quits('verify-proof', 'proof.json', ...nodes)
    expect(contradicted.out).toMatch(
      new RegExp(`^${proxy.url} tells other events of the group in block \\d+ than the proof`),
    )
    expect(contradicted.out).toContain(`${chain.url} says what the proof says: the nodes contradict each other`)
    expect(contradicted.exit).toBe(1)
    const unproven = await desk.quits('prove', 'trip.json', ...nodes, '--out', 'other.json')
    expect(unproven).toMatchObject({ exit: 2 })
    expect(unproven.err).toContain(`which ${proxy.url} lacks`)
  }))

/** The contract answers as the one that pays in a token does, when it is asked for its token. */
const inOtherMoney = (): Lies => {
  const token = contractAbi().findMessage('token').selector.toHex().slice(2)
  const [native, paid] = [chain.contract.address, chain.tokenContract?.address ?? '']
  return {
    question: (method, params) =>
      method === 'state_call' && params.some((each) => String(each).includes(token))
        ? params.map((each) => (typeof each === 'string' ? each.replace(native, paid) : each))
        : params,
  }
}

const NOT_WHAT_IS_SAID =
  "The contract pays in DEVUSD with 6 digits, and the pot's tie, which its members signed, says UNIT with 12 digits."

test('[EP9] verify tells that a contract pays in other money than the tie says, and which node says so', () =>
  besideLiar(async (desk, proxy, nodes) => {
    proxy.lie(inOtherMoney())
    const alone = await desk.quits('verify', 'trip.json', '--endpoint', proxy.url)
    expect(alone.out).toContain(`${NOT_WHAT_IS_SAID}\nSomething differs, according to one node (${proxy.url}).`)
    expect(alone.exit).toBe(1)
    const both = await desk.quits('verify', 'trip.json', ...nodes)
    expect(both.out).toMatch(/Of the contract at block \d+ ws:\S+ says that .* UNIT .*; ws:\S+ says that .* DEVUSD /u)
    expect(both.exit).toBe(1)
  }))

test('[EP9] nothing is proven of a contract that pays in other money, and a proof does not hold at a node that says so', () =>
  besideLiar(async (desk, proxy, nodes) => {
    const made = await desk.quits('prove', 'trip.json', '--endpoint', chain.url, '--out', 'proof.json')
    expect(made).toMatchObject({ exit: 0, err: '' })
    proxy.lie(inOtherMoney())
    const unproven = await desk.quits('prove', 'trip.json', '--endpoint', proxy.url, '--out', 'other.json')
    expect(unproven).toMatchObject({ exit: 2, err: `quits: ${NOT_WHAT_IS_SAID}\n` })
    const checked = await desk.quits('verify-proof', 'proof.json', ...nodes)
    expect(checked.out).toContain(`According to ${proxy.url}: ${NOT_WHAT_IS_SAID}`)
    expect(checked.exit).toBe(1)
  }))

test('a file that another command takes is named as what it is', async () => {
  const desk = deskWithTrip()
  expect((await desk.quits('verify-proof', 'trip.json')).err).toBe(
    'quits: trip.json is no proof but a pot file: quits verify checks it.\n',
  )
  writeFileSync(desk.path('proof.json'), '{\n  "format": "quits-proof",\n')
  const mixed = await desk.quits('verify', 'proof.json')
  expect(mixed).toMatchObject({
    exit: 2,
    err: 'quits: proof.json is no pot file but a proof: quits verify-proof checks it.\n',
  })
})

test('without a node the listed ones are asked, and a sentence says so where they are not there', async () => {
  const desk = deskWithTrip()
  const { exit, err } = await desk.quits('verify', 'trip.json')
  // Somebody may run a chain at the listed address; it is not this one.
  if (exit === 2)
    expect(err).toContain("That is what is listed for the pot's chain; name another node with --endpoint <ws>.")
  else expect(exit).toBe(1)
})
