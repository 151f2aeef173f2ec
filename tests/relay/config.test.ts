import { expect, test } from 'vitest'
import { readRelayConfig, type ConfigError } from '../../src/relay/read-relay-config.ts'
import { describeConfigError, relayHelp } from '../../src/relay/relay-help.ts'
import { RELAY_OPTIONS } from '../../src/relay/relay-option.ts'

const read = (words: readonly string[], env: Readonly<Record<string, string>> = {}): unknown => {
  const request = readRelayConfig(words, env)
  if (!request.ok) return request.error
  return request.value.type === 'run' ? request.value.config : 'help'
}

test('without a word it listens on this machine only', () => {
  expect(read([])).toMatchObject({
    port: 8787,
    host: '127.0.0.1',
    origins: null,
    behindProxy: false,
    logLevel: 'info',
    retainMs: null,
    stallMs: 30_000,
    limits: { blobBytes: 4_194_304, connections: 2000 },
  })
})

test('the environment sets what the command line does not', () => {
  const env = {
    QUITS_RELAY_PORT: '1',
    QUITS_RELAY_RETAIN_DAYS: '30',
    QUITS_RELAY_BEHIND_PROXY: 'yes',
    QUITS_RELAY_LOG: '',
  }
  expect(read(['--port', '2', '--origins=https://a.example, https://b.example:8443'], env)).toMatchObject({
    port: 2,
    retainMs: 2_592_000_000,
    behindProxy: true,
    logLevel: 'info',
    origins: new Set(['https://a.example', 'https://b.example:8443']),
  })
})

test('--help wins', () => {
  expect(read(['--port', 'x', '--help'])).toBe('help')
  expect(read(['-h'])).toBe('help')
})

test.each<readonly [readonly string[], Readonly<Record<string, string>>, ConfigError, string]>([
  [['--prot', '1'], {}, { type: 'UnknownOption', option: '--prot' }, 'There is no option "--prot"; --help lists them.'],
  [['8080'], {}, { type: 'UnknownOption', option: '8080' }, 'There is no option "8080"; --help lists them.'],
  [['--port'], {}, { type: 'MissingValue', option: '--port' }, '--port wants a value.'],
  [['--data='], {}, { type: 'MissingValue', option: '--data' }, '--data wants a value.'],
  [
    ['--port', '65536'],
    {},
    { type: 'NotANumber', option: '--port', text: '65536', min: 0, max: 65_535 },
    '--port wants a whole number from 0 to 65535, not "65536".',
  ],
  [
    [],
    { QUITS_RELAY_STALL_SECONDS: '1.5' },
    { type: 'NotANumber', option: 'QUITS_RELAY_STALL_SECONDS', text: '1.5', min: 1, max: 3600 },
    'QUITS_RELAY_STALL_SECONDS wants a whole number from 1 to 3600, not "1.5".',
  ],
  [
    ['--host', 'relay.example'],
    {},
    { type: 'NotAnAddress', option: '--host', text: 'relay.example' },
    '--host wants an IP address or localhost, not "relay.example".',
  ],
  [
    ['--origins', 'https://a.example/,*'],
    {},
    { type: 'NotAnOrigin', option: '--origins', text: 'https://a.example/' },
    '--origins wants * or origins such as https://quits.example, not "https://a.example/".',
  ],
  [
    ['--log', 'loud'],
    {},
    { type: 'NotALogLevel', option: '--log', text: 'loud' },
    '--log is info, warn or error, not "loud".',
  ],
  [
    ['--behind-proxy=maybe'],
    {},
    { type: 'NotASwitch', option: '--behind-proxy', text: 'maybe' },
    '--behind-proxy is yes or no, not "maybe".',
  ],
])('a mistake is named: %j %j', (words, env, error, sentence) => {
  expect(read(words, env)).toEqual(error)
  expect(describeConfigError(error)).toBe(sentence)
})

test('the help text has every option, and what stands when nothing is said is allowed', () => {
  const help = relayHelp()
  for (const { name } of RELAY_OPTIONS) expect(help).toContain(`--${name}`)
  const spelled = RELAY_OPTIONS.filter(({ kind }) => kind !== 'switch').flatMap(({ name, standard }) => [
    `--${name}`,
    standard,
  ])
  expect(read(spelled)).toEqual(read([]))
})
