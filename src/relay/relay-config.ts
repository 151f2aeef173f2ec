/** How a relay is set up. Sizes are bytes, times milliseconds. */
export interface RelayConfig {
  readonly port: number
  readonly host: string
  /** Folder of the database and the key. */
  readonly data: string
  /** Origins of pages that may connect; null: any. Who sends no origin is no page and may connect. */
  readonly origins: ReadonlySet<string> | null
  readonly behindProxy: boolean
  readonly logLevel: LogLevel
  readonly limits: RelayLimits
  readonly stallMs: number
  readonly idleMs: number
  readonly stopMs: number
  /** Null: for ever. */
  readonly retainMs: number | null
  readonly retainBlobsMs: number | null
}

/** The least that is logged. */
export type LogLevel = 'info' | 'warn' | 'error'

/** How much of everything. */
export interface RelayLimits {
  readonly connections: number
  readonly connectionsPerAddress: number
  readonly routesPerConnection: number
  readonly envelopesPerSecond: number
  readonly deviceEnvelopesPerSecond: number
  readonly burstSeconds: number
  readonly devicesPerRoute: number
  readonly deviceEnvelopes: number
  readonly deviceBytes: number
  readonly routeBytes: number
  readonly blobBytes: number
  readonly bufferBytes: number
}
