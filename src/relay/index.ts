// A store-and-forward server of sealed envelopes and blobs, for a command that runs one beside other things.

export { readRelayConfig, type ConfigError } from './read-relay-config.ts'
export type { RelayConfig } from './relay-config.ts'
export { describeConfigError } from './relay-help.ts'
export { createRelayLog, type RelayLog } from './relay-log.ts'
export { startRelay, type RunningRelay } from './start-relay.ts'
