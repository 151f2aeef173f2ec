import { variableOf, type ConfigError } from './read-relay-config.ts'
import { RELAY_OPTIONS, type RelayOption } from './relay-option.ts'

/** What `npm run relay -- --help` says. */
export function relayHelp(): string {
  return [
    'Keeps sealed envelopes and blobs for devices that are not online at the same time, and passes them on at once to those that are.',
    'It cannot read what it keeps, and nobody has to trust it: clients check everything.',
    '',
    'Usage: npm run relay -- [options]',
    ...RELAY_OPTIONS.map(optionLine),
    `  ${'--help'.padEnd(42)}this text`,
    '',
    `Each option is also an environment variable: --port is ${variableOf(RELAY_OPTIONS[0] as RelayOption)}, --retain-days is QUITS_RELAY_RETAIN_DAYS.`,
    'It listens on /v1 (WebSocket), /v1/blobs/<sha256> (HTTP), /health and /metrics. SIGTERM stops it without losing anything.',
  ].join('\n')
}

/** One sentence for whoever set up a relay wrongly. */
export function describeConfigError(error: ConfigError): string {
  switch (error.type) {
    case 'UnknownOption':
      return `There is no option "${error.option}"; --help lists them.`
    case 'MissingValue':
      return `${error.option} wants a value.`
    case 'NotANumber':
      return `${error.option} wants a whole number from ${error.min} to ${error.max}, not "${error.text}".`
    case 'NotAnAddress':
      return `${error.option} wants an IP address or localhost, not "${error.text}".`
    case 'NotAnOrigin':
      return `${error.option} wants * or origins such as https://quits.example, not "${error.text}".`
    case 'NotALogLevel':
      return `${error.option} is info, warn or error, not "${error.text}".`
    case 'NotASwitch':
      return `${error.option} is yes or no, not "${error.text}".`
  }
}

function optionLine({ name, kind, standard, help }: RelayOption): string {
  const value = kind === 'switch' ? '' : kind === 'number' ? ' <number>' : ' <text>'
  return `  ${`--${name}${value}`.padEnd(42)}${help}${standard === '' ? '' : ` (${standard})`}`
}
