import { expect, test } from 'vitest'
import { createMemoryDuplexPair, meetTabs, type FrameDuplex } from '../../src/sync/index.ts'
import { parseTabMessage } from '../../src/sync/transport/tab-duplex.ts'
import { describeDuplex, type Ends } from './duplex-contract.ts'

describeDuplex('memory', async () => {
  const [a, b] = createMemoryDuplexPair()
  return { a, b, dispose: () => a.close() }
})

let channels = 0
describeDuplex('BroadcastChannel', async () => {
  const name = `quits-test-${channels++}`
  const [one, two] = [new BroadcastChannel(name), new BroadcastChannel(name)]
  const ends: { a?: FrameDuplex; b?: FrameDuplex } = {}
  const leaving: (() => void)[] = []
  await new Promise<void>((resolve) => {
    const meet = (end: 'a' | 'b') => (duplex: FrameDuplex) => {
      ends[end] = duplex
      if (ends.a && ends.b) resolve()
    }
    leaving.push(meetTabs(one, 'one', meet('a')).leave)
    leaving.push(meetTabs(two, 'two', meet('b')).leave)
  })
  const dispose = (): void => {
    for (const leave of leaving) leave()
    one.close()
    two.close()
  }
  return { ...(ends as Pick<Ends, 'a' | 'b'>), dispose }
})

test('memory: a scripted network loses, repeats and reorders frames', async () => {
  let kept: Uint8Array | null = null
  const [a, b] = createMemoryDuplexPair((frame) => {
    if (frame[0] === 1) return []
    if (frame[0] === 2) return [frame, frame]
    if (frame[0] === 3) {
      kept = frame
      return []
    }
    return kept === null ? [frame] : [frame, kept]
  })
  for (const byte of [1, 2, 3, 4]) await a.send(Uint8Array.of(byte))
  for (const byte of [2, 2, 4, 3]) expect(await b.receive()).toEqual(Uint8Array.of(byte))
})

test('memory: a flood is lost at the bound and the rest arrives', async () => {
  const [a, b] = createMemoryDuplexPair()
  for (let i = 0; i < 5000; i++) await a.send(Uint8Array.of(i & 0xff))
  a.close()
  let arrived = 0
  while ((await b.receive()) !== null) arrived++
  expect(arrived).toBe(4096)
})

test('three tabs meet in pairs, and one of each pair opens', async () => {
  const name = `quits-test-${channels++}`
  const tabs = ['one', 'two', 'three'].map((self) => ({ self, channel: new BroadcastChannel(name) }))
  const met: string[] = []
  let leaving: (() => void)[] = []
  await new Promise<void>((resolve) => {
    leaving = tabs.map(
      ({ self, channel }) =>
        meetTabs(channel, self, (_duplex, neighbour) => {
          met.push(`${self}${neighbour.opens ? '>' : '<'}${neighbour.name}`)
          if (met.length === 6) resolve()
        }).leave,
    )
  })
  expect(met.toSorted((a, b) => (a < b ? -1 : 1))).toEqual(
    ['one>three', 'one>two', 'three<one', 'three>two', 'two<one', 'two<three'].toSorted((a, b) => (a < b ? -1 : 1)),
  )
  for (const leave of leaving) leave()
  for (const { channel } of tabs) channel.close()
})

test('what else is said on a channel is not listened to', () => {
  const junk: readonly unknown[] = [
    null,
    undefined,
    1,
    'hello',
    [],
    {},
    { type: 'hello' },
    { type: 'hello', from: 7 },
    { type: 'hello', from: '' },
    { type: 'here', from: 'a' },
    { type: 'frame', from: 'a', to: 'b' },
    { type: 'frame', from: 'a', to: 'b', frame: [1] },
    { type: 'frame', from: 'a', to: 'b', frame: new Uint8Array(1_048_577) },
    { type: '__proto__', from: 'a', to: 'b' },
    JSON.parse('{"__proto__":{"type":"hello","from":"a"}}'),
  ]
  for (const each of junk) expect(parseTabMessage(each)).toBe(null)
})
