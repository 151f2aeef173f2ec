// What verify says when a node is honest, and when it is not. The chain is a fake one whose node lies as told.
import { afterEach, beforeAll, expect, test } from 'vitest'
import type { AskedNode, ChainPort } from '../../src/chain/index.ts'
import { verificationReport } from '../../src/cli/verification-report.ts'
import { verifyPot, type Verification } from '../../src/cli/verify-pot.ts'
import {
  nextHead,
  ok,
  proposalHash,
  type ChainEvent,
  type EventId,
  type Finalized,
  type Hash32,
  type HeadEvent,
  type PlacedEvent,
  type StateHash,
} from '../../src/domain/index.ts'
import { parsePotFile } from '../../src/formats/index.ts'
import { settlePotOnFakeChain, type SettledPot } from './settled-pot.ts'

let pot: SettledPot
let honest: Verification

const fakeNode = (endpoint = 'ws://fake', port: ChainPort = pot.fake.port): AskedNode => ({ endpoint, port: ok(port) })

const check = async (file = pot.file): Promise<Verification> => {
  const found = await verifyPot(file, [fakeNode()], pot.knownCode)
  if (!found.ok) throw new Error(found.error.type)
  return found.value
}

/** The node's events, changed as one list; the contract's head follows when `isConsistent`. */
const lie = (change: (events: readonly PlacedEvent[]) => readonly PlacedEvent[], isConsistent = false): void => {
  const all = change(honest.reading?.events ?? [])
  pot.fake.script({
    events: (_, block) => all.filter(({ at }) => at.blockNumber === block),
    ...(isConsistent && {
      head: (head) => {
        const last = all.at(-1)?.event
        return last && head ? { seq: last.seq, head: last.head } : head
      },
    }),
  })
}

/** The same events with heads that follow from one another again, as a node would make them up. */
const rechain = (events: readonly PlacedEvent[]): readonly PlacedEvent[] => {
  let { seq, head } = { seq: 0n, head: events[0]?.event.head as Hash32 }
  return events.map(({ event, at }, index) => {
    if (index === 0) return { event, at }
    if (event.kind === 'Attested') return { event: { ...event, seq, head }, at }
    const moved = { ...event, seq: seq + 1n } as HeadEvent
    ;({ seq } = moved)
    head = nextHead(head, moved)
    return { event: { ...moved, head }, at }
  })
}

const differences = async (): Promise<string> => {
  const found = await check()
  expect(verificationReport(found).exit).toBe(1)
  return found.differs.join('\n')
}

const indexOf = (kind: ChainEvent['kind'], nth = 0): number =>
  (honest.reading?.events ?? []).flatMap(({ event }, index) => (event.kind === kind ? [index] : []))[nth] as number

beforeAll(async () => {
  pot = await settlePotOnFakeChain()
  honest = await check()
}, 60_000)
afterEach(() => {
  pot.fake.script({ events: (events) => events, head: (head) => head, header: (header) => header })
})

test('[AN3] an honest node: every epoch matches, and the answer says whose word it is', () => {
  expect(pot.broken).toEqual([])
  expect(honest.differs).toEqual([])
  const { lines, json, exit } = verificationReport(honest)
  expect(exit).toBe(0)
  expect(lines.at(-1)).toContain('Everything matches, according to one node (ws://fake).')
  expect(json).toMatchObject({
    matches: true,
    accordingTo: 'one node',
    differs: [],
    epochs: [
      { epoch: '1', matches: true },
      { epoch: '2', matches: true, legs: [{ status: 'paid' }, { status: 'paid' }] },
    ],
  })
  // Which leg was cash depends on the random ids of the members.
  const { epochs } = json as { readonly epochs: readonly { readonly legs: readonly { readonly status: string }[] }[] }
  expect(epochs[0]?.legs.map(({ status }) => status).toSorted()).toEqual([
    'acknowledged',
    ...Array.from({ length: 5 }, () => 'paid'),
  ])
})

test('an altered contract event is named', async () => {
  const at = indexOf('Paid', 1)
  lie((events) => events.with(at, { ...events[at], event: { ...events[at]?.event, planck: 1n } } as PlacedEvent))
  expect(await differences()).toContain(`its event ${at + 1} has the head`)
})

test('a missing contract event is named, the last ones too', async () => {
  const at = indexOf('Paid', 2)
  lie((events) => events.toSpliced(at, 1))
  expect(await differences()).toContain('an event is missing, repeated or out of order')
  lie((events) => events.slice(0, -2))
  expect(await differences()).toContain('events are withheld or made up')
  lie((events) => events.slice(0, -1))
  expect(await differences()).toContain('should be Closed and is not there')
})

test('contract events in another order are named', async () => {
  const at = indexOf('Finalized')
  lie((events) => events.with(at, events[at - 1] as PlacedEvent).with(at - 1, events[at] as PlacedEvent))
  expect(await differences()).toMatch(/its event \d+ (is final with 3 votes|has the sequence number)/)
})

test('an invented contract event is named', async () => {
  const at = indexOf('Paid', 1)
  lie((events) => rechain(events.toSpliced(at, 0, events[at] as PlacedEvent)), true)
  expect(await differences()).toContain('a second time')
})

test('[AN3] a Finalized without the votes of a quorum is named, though its head is right', async () => {
  lie((events) => events.toSpliced(indexOf('Attested', 1), 1))
  expect(await differences()).toContain('is final with 3 votes for exactly this proposal, and the quorum is 4')
})

test('[AN3] votes for something else do not make a settlement final', async () => {
  const at = indexOf('Attested', 1)
  lie((events) =>
    events.with(at, { ...events[at], event: { ...events[at]?.event, proposal: 'ee'.repeat(32) } } as PlacedEvent),
  )
  expect(await differences()).toContain('is final with 3 votes')
})

test('[threat: lying node] [EP3] a node that lies consistently about what was settled is found out by the log', async () => {
  const at = indexOf('Finalized')
  lie((events) => {
    const { event } = events[at] as { readonly event: Finalized }
    const { epoch, planRoot, legs, checkpoint } = event
    const stateHash = 'ab'.repeat(32) as StateHash
    const proposal = proposalHash(event.group, { kind: 'Settlement', epoch, stateHash, planRoot, legs, checkpoint })
    const forged = events.map((placed, index) => {
      if (index < at && placed.event.kind === 'Attested') return { ...placed, event: { ...placed.event, proposal } }
      return index === at ? { ...placed, event: { ...event, stateHash } } : placed
    })
    // What follows would name other heads to the log too; the lie ends here.
    return rechain(forged.slice(0, at + 1))
  }, true)
  expect(await differences()).toMatch(
    /^Epoch 1 does not match: its settlement 0x[0-9a-f]{64} differs in what the chain attests/,
  )
})

test('[EP4] a settlement whose checkpoint is not in the file is named as missing', async () => {
  const at = indexOf('Finalized')
  lie((events) => {
    const { event } = events[at] as { readonly event: Finalized }
    const checkpoint = 'ab'.repeat(32) as EventId
    const { epoch, planRoot, legs, stateHash } = event
    const proposal = proposalHash(event.group, { kind: 'Settlement', epoch, stateHash, planRoot, legs, checkpoint })
    return rechain(
      events.slice(0, at + 1).map((placed, index) => {
        if (placed.event.kind === 'Attested') return { ...placed, event: { ...placed.event, proposal } }
        return index === at ? { ...placed, event: { ...event, checkpoint } } : placed
      }),
    )
  }, true)
  expect(await differences()).toContain(`Epoch 1 cannot be computed: the file lacks the event ${'ab'.repeat(32)}.`)
})

test('a leg paid on other terms than the plan is named', async () => {
  const at = indexOf('Paid')
  lie(
    (events) =>
      rechain(
        events.slice(0, at + 1).with(at, { ...events[at], event: { ...events[at]?.event, planck: 7n } } as PlacedEvent),
      ),
    true,
  )
  expect(await differences()).toMatch(/^Chain event \d+ names leg 0 with terms that are not in the plan\.$/)
})

test('[threat: lying node] blocks that do not follow from one another, and another chain, are named', async () => {
  pot.fake.script({
    header: (header) => (header.number === 9 ? { ...header, parentHash: '1'.repeat(64) as Hash32 } : header),
  })
  expect(await differences()).toMatch(/^According to ws:\/\/fake: Block 9 names the parent 0x1+ /)
  const other = await verifyPot(
    pot.file,
    [
      fakeNode('ws://fake', {
        ...pot.fake.port,
        facts: async () =>
          ({ ok: true, value: { genesis: '2'.repeat(64) as Hash32, name: 'Elsewhere', missing: [] } }) as never,
      }),
    ],
    pot.knownCode,
  )
  expect(other).toMatchObject({
    ok: true,
    value: { differs: [expect.stringContaining('this node is on Elsewhere') as string] },
  })
  const unknown = await verifyPot(pot.file, [fakeNode()], [])
  expect(unknown).toMatchObject({
    ok: true,
    value: { differs: [expect.stringContaining('is not the settlement contract') as string] },
  })
})

test('a node that cannot be asked is no answer at all', async () => {
  pot.fake.loseConnection()
  const found = await verifyPot(pot.file, [fakeNode()], pot.knownCode)
  pot.fake.restoreConnection()
  expect(found).toMatchObject({
    ok: false,
    error: { type: 'NoneAnswers', failures: [{ endpoint: 'ws://fake', error: { type: 'Disconnected' } }] },
  })
})

test('a pot whose last events are gone differs from what the chain attests', async () => {
  // Everything from the second settlement on is cut off: a valid pot, but not all of it.
  const whole = pot.file.fold.known.events
  const second = whole.findLast(({ kind }) => kind === 'checkpoint.proposed')
  const kept = whole.filter(({ id }) => !pot.file.fold.known.causality.sees(id, second?.id as EventId))
  const { potFileToText } = await import('../../src/formats/index.ts')
  const signed = kept.flatMap(({ id }) => pot.file.log.events.get(id) ?? [])
  const shorter = await parsePotFile(potFileToText(pot.file.pot, signed))
  if (!shorter.ok) throw new Error(shorter.error.type)
  const found = await check(shorter.value)
  expect(found.differs).toEqual([`Epoch 2 cannot be computed: the file lacks the event ${second?.id}.`])
})

test('one of something is one, not several', () => {
  const epochs = honest.proof.epochs.map((epoch) => ({ ...epoch, events: 1 }))
  const { lines } = verificationReport({ ...honest, proof: { ...honest.proof, events: 1, epochs } })
  expect(lines.filter((line) => /\b1 event, /u.test(line))).toHaveLength(1 + epochs.length)
  expect(lines.filter((line) => /\b1 (?:event|member)s\b/u.test(line))).toEqual([])
})
