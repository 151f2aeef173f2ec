// A relay's configuration from its command line and environment.

import { isIP } from 'node:net'
import { err, ok, type Result } from '../sync/relay/index.ts'
import type { LogLevel, RelayConfig } from './relay-config.ts'
import { RELAY_OPTIONS, type RelayOption } from './relay-option.ts'

/** Why a relay cannot be set up so. `option` is as it was given: `--port` or `QUITS_RELAY_PORT`. */
export type ConfigError =
  | { readonly type: 'UnknownOption'; readonly option: string }
  | { readonly type: 'MissingValue'; readonly option: string }
  | {
      readonly type: 'NotANumber'
      readonly option: string
      readonly text: string
      readonly min: number
      readonly max: number
    }
  | { readonly type: 'NotAnAddress'; readonly option: string; readonly text: string }
  | { readonly type: 'NotAnOrigin'; readonly option: string; readonly text: string }
  | { readonly type: 'NotALogLevel'; readonly option: string; readonly text: string }
  | { readonly type: 'NotASwitch'; readonly option: string; readonly text: string }

/** What a command line asks for: help, or a relay. */
export type RelayRequest = { readonly type: 'help' } | { readonly type: 'run'; readonly config: RelayConfig }

type Environment = Readonly<Record<string, string | undefined>>
type Setting = { readonly option: string; readonly text: string }

/** Reads command line and environment; the first mistake is the answer. An empty variable counts as not set. */
export function readRelayConfig(words: readonly string[], env: Environment): Result<RelayRequest, ConfigError> {
  if (words.includes('--help') || words.includes('-h')) return ok({ type: 'help' })
  const settings = new Map<string, Setting>()
  for (const option of RELAY_OPTIONS) {
    const variable = variableOf(option)
    const text = env[variable]
    settings.set(option.name, text ? { option: variable, text } : { option: `--${option.name}`, text: option.standard })
  }
  for (let at = 0; at < words.length; at++) {
    const [word = '', attached] = splitAtEquals(words[at] as string)
    const option = RELAY_OPTIONS.find(({ name }) => word === `--${name}`)
    if (option === undefined) return err({ type: 'UnknownOption', option: word })
    const text = attached ?? (option.kind === 'switch' ? 'yes' : words[++at])
    if (text === undefined || text === '') return err({ type: 'MissingValue', option: word })
    settings.set(option.name, { option: word, text })
  }
  return configOf(settings)
}

/** The environment variable of an option. */
export function variableOf({ name }: RelayOption): string {
  return `QUITS_RELAY_${name.toUpperCase().replaceAll('-', '_')}`
}

const MEGABYTE = 1_048_576
const DAY_MS = 86_400_000

function configOf(settings: ReadonlyMap<string, Setting>): Result<RelayRequest, ConfigError> {
  const numbers = new Map<string, number>()
  for (const option of RELAY_OPTIONS.filter(({ kind }) => kind === 'number')) {
    const { option: given, text } = settings.get(option.name) as Setting
    const value = Number(text)
    const { min, max } = option
    if (!/^\d+$/.test(text) || value < min || value > max)
      return err({ type: 'NotANumber', option: given, text, min, max })
    numbers.set(option.name, value)
  }
  const number = (name: string): number => numbers.get(name) as number
  const setting = (name: string): Setting => settings.get(name) as Setting

  const host = setting('host')
  if (isIP(host.text) === 0 && host.text !== 'localhost') return err({ type: 'NotAnAddress', ...host })
  const origins = originsOf(setting('origins'))
  if (!origins.ok) return origins
  const log = setting('log')
  if (!isLogLevel(log.text)) return err({ type: 'NotALogLevel', ...log })
  const proxy = setting('behind-proxy')
  if (!['', 'no', 'yes'].includes(proxy.text)) return err({ type: 'NotASwitch', ...proxy })

  const days = (name: string): number | null => (number(name) === 0 ? null : number(name) * DAY_MS)
  return ok({
    type: 'run',
    config: {
      port: number('port'),
      host: host.text,
      data: setting('data').text,
      origins: origins.value,
      behindProxy: proxy.text === 'yes',
      logLevel: log.text,
      limits: {
        connections: number('max-connections'),
        connectionsPerAddress: number('max-connections-per-address'),
        routesPerConnection: number('max-routes-per-connection'),
        envelopesPerSecond: number('envelopes-per-second'),
        deviceEnvelopesPerSecond: number('device-envelopes-per-second'),
        burstSeconds: number('burst-seconds'),
        devicesPerRoute: number('devices-per-route'),
        deviceEnvelopes: number('device-envelopes'),
        deviceBytes: number('device-megabytes') * MEGABYTE,
        routeBytes: number('route-megabytes') * MEGABYTE,
        blobBytes: number('blob-kilobytes') * 1024,
        bufferBytes: number('buffer-kilobytes') * 1024,
      },
      stallMs: number('stall-seconds') * 1000,
      idleMs: number('idle-seconds') * 1000,
      stopMs: number('stop-seconds') * 1000,
      retainMs: days('retain-days'),
      retainBlobsMs: days('retain-blob-days'),
    },
  })
}

function originsOf({ option, text }: Setting): Result<ReadonlySet<string> | null, ConfigError> {
  if (text === '*') return ok(null)
  const origins = text.split(',').map((origin) => origin.trim())
  const wrong = origins.find((origin) => URL.parse(origin)?.origin !== origin)
  return wrong === undefined ? ok(new Set(origins)) : err({ type: 'NotAnOrigin', option, text: wrong })
}

function isLogLevel(text: string): text is LogLevel {
  return text === 'info' || text === 'warn' || text === 'error'
}

function splitAtEquals(word: string): readonly [string | undefined, string | undefined] {
  const at = word.indexOf('=')
  return at < 0 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)]
}
