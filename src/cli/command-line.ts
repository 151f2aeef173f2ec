import { parseArgs, type ParseArgsOptionsConfig } from 'node:util'
import { ok, type Result } from '../domain/index.ts'
import { unusable, type Arguments, type Command, type CommandError } from './command.ts'

/** What a command line asks for. */
export type Request =
  | { readonly type: 'help'; readonly command: Command | null }
  | { readonly type: 'run'; readonly command: Command; readonly args: Arguments; readonly isJson: boolean }

/** Reads a command line. A mistake is answered with one sentence that says what would be right. */
export function readCommandLine(words: readonly string[], commands: readonly Command[]): Result<Request, CommandError> {
  const command = commands.find(({ name }) => name.split(' ').every((word, index) => words[index] === word))
  if (!command) return withoutCommand(words, commands)
  const rest = words.slice(command.name.split(' ').length)
  const parsed = parseOptions(command, rest)
  if (!parsed.ok) return parsed
  const { positionals, options } = parsed.value
  if (options['help'] === true) return ok({ type: 'help', command })
  const [{ length }, { takes, takesMore }] = [positionals, command]
  if (takesMore === undefined ? length !== takes.length : length < takes.length)
    return mistake(command, countMistake(command, positionals))
  const missing = command.options.find(({ name, isRequired }) => isRequired && options[name] === undefined)
  if (missing) return mistake(command, `--${missing.name} <${missing.value}> is missing`)
  return ok({ type: 'run', command, args: parsed.value, isJson: options['json'] === true })
}

/** The usage line of a command. */
export function usageOf({ name, takes, takesMore, options }: Command): string {
  const named = options.map((option) => {
    const text = option.value === null ? `--${option.name}` : `--${option.name} <${option.value}>`
    const one = option.isRequired ? text : `[${text}]`
    return option.isRepeated === true ? `${one}...` : one
  })
  const more = takesMore === undefined ? [] : [`[<${takesMore}>...]`]
  return ['quits', name, ...takes.map((word) => `<${word}>`), ...more, ...named, '[--json]'].join(' ')
}

function withoutCommand(words: readonly string[], commands: readonly Command[]): Result<Request, CommandError> {
  const first = words.find((word) => !word.startsWith('-'))
  if (first === undefined && (words.length === 0 || words.includes('--help') || words.includes('-h'))) {
    return ok({ type: 'help', command: null })
  }
  const partly = commands.filter(({ name }) => name.split(' ')[0] === first)
  const asksForHelp = words.includes('--help') || words.includes('-h')
  if (asksForHelp && partly[0]) return ok({ type: 'help', command: partly[0] })
  const known = (partly.length > 0 ? partly : commands).map(({ name }) => name).join(', ')
  const said =
    first === undefined
      ? 'No command was given'
      : `There is no command "${words
          .filter((word) => !word.startsWith('-'))
          .slice(0, 2)
          .join(' ')}"`
  return unusable(`${said}; try: ${known}.`)
}

function parseOptions(command: Command, words: readonly string[]): Result<Arguments, CommandError> {
  const options: ParseArgsOptionsConfig = { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } }
  for (const { name, value, isRepeated } of command.options)
    options[name] = { type: value === null ? 'boolean' : 'string', multiple: isRepeated === true }
  try {
    const { values, positionals } = parseArgs({ args: [...words], options, allowPositionals: true, strict: true })
    return ok({ positionals, options: values as Arguments['options'] })
  } catch (error) {
    // parseArgs throws for what people typed; its first sentence says what.
    const [sentence = 'the options cannot be read'] = error instanceof Error ? error.message.split(/\. |\n/u) : []
    return mistake(command, sentence.replace(/\.$/u, ''))
  }
}

function countMistake({ takes }: Command, positionals: readonly string[]): string {
  const missing = takes[positionals.length]
  return missing === undefined ? `"${positionals[takes.length] ?? ''}" is one word too many` : `<${missing}> is missing`
}

function mistake(command: Command, what: string): { readonly ok: false; readonly error: CommandError } {
  return unusable(`${what.charAt(0).toUpperCase()}${what.slice(1)}; usage: ${usageOf(command)}`)
}
