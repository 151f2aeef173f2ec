// Events of software that is not written yet.

import { eventMessage } from '../../src/crypto/index.ts'
import { encodeCbor, eventIdOf, hexToBytes, type CborValue, type Envelope } from '../../src/domain/index.ts'
import { createEvent, type AuthoringPorts, type Replica, type StoredEvent } from '../../src/log/index.ts'
import { adding, type Person } from './people.ts'

/** What the person's device would write next in version 2, of a kind that nobody here knows. */
export const fromTheFuture = async (
  replica: Replica,
  author: Person,
  ports: AuthoringPorts,
  change: Partial<Envelope> = {},
): Promise<StoredEvent> => {
  const next = await createEvent(replica, author.signer, adding('Nobody'), ports)
  if (!next.ok) throw new Error(next.error.type)
  const { pot, device, seq, prev, seen, lamport, at, nonce } = { ...next.value.event, ...change }
  const bytesOf = (hex: string | null): CborValue => (hex === null ? null : hexToBytes(hex))
  const bytes = encodeCbor(
    new Map<string, CborValue>([
      ['version', 2n],
      ['pot', bytesOf(pot)],
      ['device', hexToBytes(device)],
      ['seq', BigInt(seq)],
      ['prev', bytesOf(prev)],
      ['seen', seen.map(hexToBytes)],
      ['lamport', BigInt(lamport)],
      ['at', BigInt(at)],
      ['nonce', hexToBytes(nonce)],
      ['kind', 'budget.planned'],
      ['body', new Map<string, CborValue>([['limits', [1n, 'two', null]]])],
    ]),
  )
  return { id: eventIdOf(bytes), bytes, signature: await author.signer.sign(eventMessage(bytes)) }
}
