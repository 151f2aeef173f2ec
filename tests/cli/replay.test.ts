import { readFile, writeFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { createDesk, type Finished } from './run-quits.ts'

interface PotVector {
  readonly input: { readonly events: readonly string[]; readonly histories: readonly { readonly events: object[] }[] }
  readonly expected: { readonly checkpoint: { readonly stateHash: string } }
}

const vectors = (
  JSON.parse(await readFile(new URL('../vectors/conformance/pots.json', import.meta.url), 'utf8')) as {
    readonly vectors: readonly PotVector[]
  }
).vectors
const plain = vectors[0] as PotVector
const settled = vectors.find(({ input }) => input.histories.length > 0) as PotVector
const replay = async (content: unknown, ...options: readonly string[]): Promise<Finished> => {
  const { path, quits } = createDesk()
  await writeFile(path('pot.json'), typeof content === 'string' ? content : JSON.stringify(content))
  return quits('replay', 'pot.json', ...options)
}

test('[OR2] a replay file gives the state and the hash that its vector states', async () => {
  const { out, exit } = await replay(settled.input, '--json')
  expect(exit).toBe(0)
  expect(JSON.parse(out)).toEqual(settled.expected)
  expect((await replay(plain.input)).out).toContain(`State hash ${plain.expected.checkpoint.stateHash}`)
})

test('[EN2] what is no replay file is refused with the place and what to do', async () => {
  const [event] = plain.input.events as [string]
  const history = settled.input.histories[0] as { readonly events: readonly object[] }
  const cases: readonly (readonly [unknown, string])[] = [
    ['{', 'it is not JSON.'],
    [{ format: 'other' }, 'format is not what stands in a replay file: expected quits-replay/1.'],
    [
      { ...plain.input, events: ['zz'] },
      'events[0] is not what stands in a replay file: expected lowercase hex digits.',
    ],
    [{ ...plain.input, events: [`${event}00`] }, 'events[0] is no event of this pot: BadCbor'],
    [{ ...plain.input, events: plain.input.events.slice(1) }, 'there is no event that creates the pot; add it.'],
    [
      { ...plain.input, events: [event, ...plain.input.events.slice(2)] },
      'names events that are not in the file; add them.',
    ],
    [
      { ...settled.input, histories: [{ ...history, events: history.events.slice(1) }] },
      'histories[0] is none that the contract can have written: NotCreated',
    ],
    [
      { ...settled.input, histories: [{ ...history, extra: 1 }] },
      'histories[0].extra is not what stands in a replay file',
    ],
    [
      { ...settled.input, histories: [{ ...history, events: [{ kind: '__proto__' }] }] },
      'histories[0].events[0].kind is not what stands in a replay file',
    ],
  ]
  for (const [content, sentence] of cases) {
    const { err, exit } = await replay(content)
    expect([exit, err]).toEqual([2, expect.stringContaining(sentence)])
  }
})
