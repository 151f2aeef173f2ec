/** A setting of the relay: on the command line, or as QUITS_RELAY_... in the environment; the command line wins. */
export interface RelayOption {
  /** `port` is `--port` and `QUITS_RELAY_PORT`. */
  readonly name: string
  readonly kind: 'text' | 'number' | 'switch'
  /** What stands when nothing is said. */
  readonly standard: string
  /** Bounds of a number, both included. */
  readonly min: number
  readonly max: number
  readonly help: string
}

const text = (name: string, standard: string, help: string): RelayOption => ({
  name,
  kind: 'text',
  standard,
  min: 0,
  max: 0,
  help,
})
const number = (name: string, standard: number, [min, max]: readonly [number, number], help: string): RelayOption => ({
  name,
  kind: 'number',
  standard: String(standard),
  min,
  max,
  help,
})

/** Every setting, in the order of the help text. */
export const RELAY_OPTIONS: readonly RelayOption[] = [
  number('port', 8787, [0, 65_535], 'port to listen on; 0 takes any free one'),
  text('host', '127.0.0.1', 'address to listen on; 0.0.0.0 is every network of this machine'),
  text('data', '.quits/relay', 'folder of the database and the relay key, made when it is missing'),
  text('origins', '*', 'web pages that may connect: their origins with commas between, or * for any'),
  {
    ...text('behind-proxy', '', 'a proxy in front tells the client address (last of X-Forwarded-For)'),
    kind: 'switch',
  },
  number('max-connections', 2000, [1, 100_000], 'open connections'),
  number('max-connections-per-address', 64, [1, 100_000], 'open connections of one address'),
  number('max-routes-per-connection', 256, [1, 10_000], 'routes that one connection follows'),
  number('envelopes-per-second', 500, [1, 1_000_000], 'of one connection, which is read no faster'),
  number('device-envelopes-per-second', 200, [1, 1_000_000], 'of one device over all its connections'),
  number('burst-seconds', 10, [1, 3600], 'how long either may be exceeded by saving up'),
  number('devices-per-route', 256, [1, 100_000], 'devices that write on one route'),
  number('device-envelopes', 200_000, [1, 1_000_000_000], 'envelopes of one device on one route'),
  number('device-megabytes', 128, [1, 1_000_000], 'envelopes and blobs of one device on one route'),
  number('route-megabytes', 1024, [1, 1_000_000], 'envelopes and blobs of one route'),
  number('blob-kilobytes', 4096, [1, 65_536], 'size of a blob'),
  number('buffer-kilobytes', 1024, [64, 65_536], 'what waits for one client before it is sent no more'),
  number('stall-seconds', 30, [1, 3600], 'a client that takes nothing for so long is told and cut'),
  number('idle-seconds', 60, [1, 3600], 'a client that does not answer a ping for so long is cut'),
  number('stop-seconds', 5, [0, 3600], 'what stopping waits for clients to leave'),
  number('retain-days', 0, [0, 36_500], 'envelopes are kept; 0 is for ever'),
  number('retain-blob-days', 0, [0, 36_500], 'blobs are kept; 0 is for ever'),
  text('log', 'info', 'info, warn or error: the least that is logged'),
]
