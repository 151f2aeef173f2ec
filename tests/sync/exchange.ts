// Two replicas that reconcile in memory, and what it took.

import type { Hex } from '../../src/domain/index.ts'
import { admitEvents, type Replica } from '../../src/log/index.ts'
import {
  createSyncState,
  generateMessage,
  receiveMessage,
  type ForkSuspicion,
  type SyncState,
} from '../../src/sync/index.ts'
import { cachedVerify } from './cached-verify.ts'

/** What an exchange took. */
export interface Exchange {
  readonly messages: readonly { readonly from: 'a' | 'b'; readonly bytes: Uint8Array }[]
  readonly suspicions: readonly ForkSuspicion[]
  readonly states: { readonly a: SyncState; readonly b: SyncState }
}

/** The name of a session in tests. */
export const sessionOf = (digit: string): Hex<'Session'> => digit.repeat(16) as Hex<'Session'>

const MOST_MESSAGES = 200

/** Lets two replicas talk until neither has anything to say. `a` opens. */
export async function exchange(a: Replica, b: Replica): Promise<Exchange> {
  const messages: { from: 'a' | 'b'; bytes: Uint8Array }[] = []
  const suspicions: ForkSuspicion[] = []
  const states = { a: createSyncState(a.pot, sessionOf('a')), b: createSyncState(b.pot, sessionOf('b')) }
  const replicas = { a, b }
  const speak = (from: 'a' | 'b'): readonly Uint8Array[] => {
    const said: Uint8Array[] = []
    for (;;) {
      const { state, message } = generateMessage(states[from], replicas[from])
      states[from] = state
      if (message === null) return said
      said.push(message)
      messages.push({ from, bytes: message })
      if (messages.length > MOST_MESSAGES) throw new Error('they never end')
    }
  }
  let from: 'a' | 'b' = 'a'
  for (let said = speak('a'); said.length > 0; said = speak(from)) {
    const to: 'a' | 'b' = from === 'a' ? 'b' : 'a'
    for (const bytes of said) {
      const received = receiveMessage(states[to], replicas[to], bytes)
      if (!received.ok) throw new Error(received.error.type)
      states[to] = received.value.state
      suspicions.push(...received.value.suspicions)
      await admitEvents(replicas[to], received.value.events, { verify: cachedVerify })
    }
    from = to
  }
  return { messages, suspicions, states }
}

/** How often the direction changed, counted in pairs: one request and its answer are one round trip. */
export const roundTrips = ({ messages }: Exchange): number =>
  messages.filter(({ from }, index) => from !== messages[index - 1]?.from).length / 2

/** Bytes of all messages, or of those of one side. */
export const bytesOf = ({ messages }: Exchange, side?: 'a' | 'b'): number =>
  messages.filter(({ from }) => side === undefined || from === side).reduce((sum, { bytes }) => sum + bytes.length, 0)
