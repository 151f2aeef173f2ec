import { followPot } from '../../app/index.ts'
import { ok } from '../../domain/index.ts'
import { parsePotFile, potFileToText } from '../../formats/index.ts'
import { eventsOf } from '../../log/index.ts'
import { verificationReport } from '../verification-report.ts'
import { verifyPot } from '../verify-pot.ts'
import { need } from './narrator.ts'
import { createInstallation, receivePot, until, type Person } from './people.ts'
import type { Stage } from './stage.ts'

/** Writes the pot as a file, reads it on an empty installation, rebuilds every epoch from file and chain, and shows that a changed byte is found. */
export async function provePot(stage: Stage, { session }: Person, endpoint: string): Promise<void> {
  const { narrator, port, knownCode } = stage
  const { known, anchors } = session.fold()
  const storedById = new Map(session.stored().map((stored) => [stored.id, stored]))
  const signed = known.events.flatMap((event) => {
    const stored = storedById.get(event.id)
    return stored ? [{ event, stored }] : []
  })
  const text = potFileToText(session.id, signed)
  const file = need('reading the pot file', await parsePotFile(text))

  const stranger = await createInstallation(port, knownCode)
  const rebuilt = await receivePot(
    stranger,
    session.id,
    Array.from(file.log.events.values(), ({ stored }) => stored),
  )
  const { stop } = followPot(stranger.ports, rebuilt, port, () => {})
  await until(rebuilt, 'every epoch is rebuilt', () => rebuilt.fold().anchors.length === anchors.length)
  await stop()
  narrator.step(
    `A stranger with an empty store gets the pot file (${eventsOf(file.log).length} events, ${text.length} characters) and the address of a node.`,
  )
  narrator.check(
    'the stranger comes to the same settlements and balances',
    rebuilt.fold().base.facts.stateHash === session.fold().base.facts.stateHash &&
      rebuilt.fold().open.nets.length === session.fold().open.nets.length,
  )

  narrator.step('quits verify recomputes every epoch from the file and the chain:')
  const nodes = [{ endpoint, port: ok(port) }]
  const report = verificationReport(need('verifying', await verifyPot(file, nodes, knownCode)))
  for (const line of report.lines) narrator.detail(line)
  narrator.check('everything matches', report.exit === 0)

  const at = text.indexOf('"signature": "') + 20
  const damaged = await parsePotFile(`${text.slice(0, at)}${text.charAt(at) === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`)
  narrator.step('One character of the file is changed.')
  narrator.check(
    `it is found${damaged.ok ? '' : `: ${'part' in damaged.error ? damaged.error.part : damaged.error.type}`}`,
    !damaged.ok,
  )
}
