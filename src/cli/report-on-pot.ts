import { ok, type PotFold, type Result } from '../domain/index.ts'
import { unusable, type Arguments, type CommandError, type Report, type Surroundings } from './command.ts'
import { contradictions, describeAgreedError, isUnconfirmed, whoseWord } from './nodes/describe-word.ts'
import { namedNodes } from './nodes/node-option.ts'
import { noteChain } from './note-chain.ts'
import { readPot } from './read-pot.ts'
import type { Verification } from './verify-pot.ts'
import { verifyWithNodes } from './verify-with-nodes.ts'

/** What a command says of a pot's state. */
export type FoldReport = (fold: PotFold) => Pick<Report, 'lines' | 'json'>

/** Reports on a pot: with what was settled and paid on its chain where nodes are named, otherwise as its file alone has it, which is noted. */
export async function reportOnPot(
  args: Arguments,
  around: Surroundings,
  reportOf: FoldReport,
): Promise<Result<Report, CommandError>> {
  const named = namedNodes(args)
  if (!named.ok) return named
  const read = await readPot(args.positionals[0] as string, around)
  if (!read.ok) return unusable(read.error.sentence)
  const { fold } = read.value
  if (named.value.length === 0 || !fold.open.tie) {
    noteChain(fold.open, around)
    return ok({ ...reportOf(fold), exit: 0 })
  }
  const found = await verifyWithNodes(read.value, named.value, around)
  return found.ok ? ok(reportWithChain(found.value, reportOf, around)) : unusable(describeAgreedError(found.error))
}

/** The same once nodes were asked. Of what they contradict themselves or each other in, nothing is reported but that. */
export function reportWithChain(
  { fold, reading, word, moneyFault, differs }: Verification,
  reportOf: FoldReport,
  { note }: Pick<Surroundings, 'note'>,
): Report {
  if (reading === null || word === null || moneyFault !== null || contradictions(word).length > 0)
    return { lines: differs, json: { differs }, exit: 1 }
  note(`note: with what is final on the chain up to block ${reading.at.number}, ${whoseWord(word)}.`)
  for (const sentence of differs) note(`note: ${sentence}`)
  return { ...reportOf(fold), exit: differs.length > 0 ? 1 : isUnconfirmed(word) ? 3 : 0 }
}
