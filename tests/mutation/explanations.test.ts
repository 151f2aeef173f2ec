import { expect, test } from 'vitest'
import { compareExplanations, explanationLine, parseExplanations } from './explanations.ts'
import { oneLine, type MutantName } from './mutant-name.ts'

const file = 'src/domain/encoding/hex.ts'
const less: MutantName = { file, mutator: 'EqualityOperator', original: 'a < b', replacement: 'a <= b' }
const text: MutantName = { file, mutator: 'StringLiteral', original: '`a → ${b}`', replacement: '``' }
const explained = (name: MutantName, count = 1): string =>
  `# Mutants\n- no heading yet\n\n## \`${file}\`\n\n${explanationLine(name, count)}the same either way\n`

test.each([less, text])('a line says which mutant lives and why: $mutator', (name) => {
  expect(parseExplanations(explained(name))).toEqual({
    explanations: [{ ...name, count: 1, why: 'the same either way' }],
    unreadable: [],
  })
})

test('a line without a reason is named', () => {
  const line = explanationLine(less, 1)
  expect(parseExplanations(`## \`${file}\`\n${line}`)).toEqual({ explanations: [], unreadable: [line] })
})

test('a survivor needs a line, and one for each place where it lives', () => {
  const compare = (markdown: string, survivors: readonly MutantName[]): unknown => {
    const { unexplained, stale } = compareExplanations(
      survivors,
      parseExplanations(markdown).explanations,
      new Set([file]),
    )
    return [unexplained.length, stale.length]
  }
  expect(compare(explained(less), [less])).toEqual([0, 0])
  expect(compare(explained(less), [less, less])).toEqual([1, 0])
  expect(compare(explained(less, 2), [less, less])).toEqual([0, 0])
  expect(compare('', [less])).toEqual([1, 0])
})

test('a line whose mutant was noticed or is gone is stale', () => {
  const { explanations } = parseExplanations(explained(less))
  expect(compareExplanations([], explanations, new Set([file])).stale).toHaveLength(1)
  expect(compareExplanations([text], explanations, new Set([file]))).toMatchObject({
    unexplained: [text],
    stale: [less],
  })
  const twice = parseExplanations(explained(less, 2)).explanations
  expect(compareExplanations([less], twice, new Set([file])).stale).toHaveLength(1)
})

test('code of many lines is named in one, the middle left out', () => {
  expect(oneLine('{\n  a\n}')).toBe('{ a }')
  expect(oneLine('x'.repeat(200))).toBe(`${'x'.repeat(60)} … ${'x'.repeat(26)}`)
})
