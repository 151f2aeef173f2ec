import { usageOf } from './command-line.ts'
import type { Command } from './command.ts'

/** The help of one command. */
export function helpOf(command: Command): string {
  const options = [
    ...command.options.map(
      ({ name, value, summary }) => [value === null ? `--${name}` : `--${name} <${value}>`, summary] as const,
    ),
    ['--json', 'print the result as JSON'] as const,
    ['--help', 'print this'] as const,
  ]
  const width = Math.max(...options.map(([name]) => name.length))
  return [
    `usage: ${usageOf(command)}`,
    '',
    `${command.summary}.`,
    ...(command.about.length > 0 ? ['', ...command.about] : []),
    '',
    ...options.map(([name, summary]) => `  ${name.padEnd(width)}  ${summary}`),
  ].join('\n')
}

/** The help of the program. */
export function helpOfAll(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length))
  return [
    'usage: quits <command> [options]',
    '',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    'quits <command> --help says more. Exit code: 0 done or everything matches, 1 something differs, 2 the command or a file cannot be used, 3 nothing differs but it rests on the word of somebody.',
  ].join('\n')
}
