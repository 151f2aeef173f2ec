import type { Executor } from './create-blockchain.ts'

/** The executor given on the command line. Throws a sentence when it is none. */
export function readExecutor(text: string): Executor {
  if (text === 'native' || text === 'interpreted') return text
  throw new Error(`--executor is native or interpreted, not "${text}".`)
}
