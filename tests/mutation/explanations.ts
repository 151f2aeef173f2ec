// MUTANTS.md, read: under a heading per source file a line per survivor, `- Mutator: \`original\` → \`replacement\` — why`.
import { countNames, mutantKey, type MutantName } from './mutant-name.ts'

/** A line of MUTANTS.md; `count` for mutants that differ by their place alone. */
export interface Explanation extends MutantName {
  readonly count: number
  readonly why: string
}

const heading = /^## `(?<file>[^`]+)`$/
const entry =
  /^- (?<mutator>\w+): (?<a>`+) ?(?<original>.+?) ?\k<a> → (?<b>`+) ?(?<replacement>.+?) ?\k<b>(?: ×(?<count>\d+))? — (?<why>\S.*)$/

/** The explanations of MUTANTS.md, and its list lines that are none. */
export const parseExplanations = (
  markdown: string,
): { readonly explanations: readonly Explanation[]; readonly unreadable: readonly string[] } => {
  const explanations: Explanation[] = []
  const unreadable: string[] = []
  let file: string | undefined
  for (const line of markdown.split('\n')) {
    file = heading.exec(line)?.groups?.['file'] ?? (line.startsWith('## ') ? undefined : file)
    if (file === undefined || !line.startsWith('- ')) continue
    const { mutator, original, replacement, count, why } = entry.exec(line)?.groups ?? {}
    if (mutator === undefined || original === undefined || replacement === undefined || why === undefined)
      unreadable.push(line)
    else explanations.push({ file, mutator, original, replacement, count: Number(count ?? 1), why })
  }
  return { explanations, unreadable }
}

const code = (text: string): string => (text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``)

/** The line that explains a mutant, but for the reason. */
export const explanationLine = ({ mutator, original, replacement }: MutantName, count: number): string =>
  `- ${mutator}: ${code(original)} → ${code(replacement)}${count > 1 ? ` ×${count}` : ''} — `

/** Survivors without an explanation, and explanations without a survivor among the files that were run. */
export const compareExplanations = (
  survivors: readonly MutantName[],
  explanations: readonly Explanation[],
  filesRun: ReadonlySet<string>,
): { readonly unexplained: readonly MutantName[]; readonly stale: readonly Explanation[] } => {
  const survived = countNames(survivors)
  const explained = new Map<string, number>()
  for (const line of explanations) explained.set(mutantKey(line), line.count + (explained.get(mutantKey(line)) ?? 0))
  return {
    unexplained: survivors.filter((name, index) => {
      const earlier = survivors.slice(0, index).filter((other) => mutantKey(other) === mutantKey(name)).length
      return earlier >= (explained.get(mutantKey(name)) ?? 0)
    }),
    stale: explanations.filter(
      (line) =>
        !filesRun.has(line.file) || (survived.get(mutantKey(line)) ?? 0) < (explained.get(mutantKey(line)) ?? 0),
    ),
  }
}
