// `quits`: the command line. Standard output carries the result alone; progress, notes and errors go to standard error.

import { readCommandLine } from './command-line.ts'
import type { ExitCode, Surroundings } from './command.ts'
import { commands } from './commands.ts'
import { helpOf, helpOfAll } from './help.ts'

async function main(words: readonly string[], around: Surroundings): Promise<ExitCode> {
  const request = readCommandLine(words, commands)
  if (!request.ok) return fail(request.error.sentence)
  if (request.value.type === 'help') {
    console.log(request.value.command ? helpOf(request.value.command) : helpOfAll(commands))
    return 0
  }
  const { command, args, isJson } = request.value
  const report = await command.run(args, around)
  if (!report.ok) return fail(report.error.sentence)
  console.log(isJson ? JSON.stringify(report.value.json, null, 2) : report.value.lines.join('\n'))
  return report.value.exit
}

function fail(sentence: string): ExitCode {
  console.error(`quits: ${sentence}`)
  return 2
}

// npm runs scripts in the package's directory and says where the person was.
const directory =
  process.env['npm_lifecycle_event'] === 'quits' ? (process.env['INIT_CWD'] ?? process.cwd()) : process.cwd()

try {
  process.exitCode = await main(process.argv.slice(2), {
    env: process.env,
    directory,
    note: (line) => void process.stderr.write(`${line}\n`),
  })
} catch (error) {
  // A broken invariant of ours: named, so that it can be reported, and without the stack that nobody asked for.
  console.error(`quits: this should not have happened: ${error instanceof Error ? error.message : String(error)}`)
  if (process.env['QUITS_DEBUG'] !== undefined) console.error(error)
  process.exitCode = 2
}
