import { prepareGroup, signTie, tiePot } from '../../app/index.ts'
import { bytesToHex, type Hash32 } from '../../domain/index.ts'
import { systemRandom } from '../../crypto/index.ts'
import { need } from './narrator.ts'
import { exchange, type Person } from './people.ts'
import { sendAs, type Stage } from './stage.ts'

/** Creates the group on the chain and ties the pot to it with everybody's signature. */
export async function tieDemoPot(stage: Stage, people: readonly [Person, ...Person[]]): Promise<void> {
  const { narrator, port, contract } = stage
  const [first, ...others] = people
  const { genesis } = need('asking the chain', await port.facts())
  const salt = bytesToHex(systemRandom.bytes(32)) as Hash32
  const at = await sendAs(
    stage,
    first,
    'creating the group',
    need('creating the group', prepareGroup(first.session.fold(), genesis, contract, salt)),
  )
  const events = need('reading the block', await port.contractEvents(contract, at.hash))
  const created = events.find(({ event }) => event.kind === 'GroupCreated')?.event
  if (created?.kind !== 'GroupCreated') throw new Error('the block does not hold the group')
  narrator.step(
    `${first.name} creates the group on the chain, in block ${at.number}: ${created.members.length} members, a quorum of ${created.quorum}.`,
  )
  narrator.detail(`group 0x${created.group}`)
  const tie = need('tying the pot', await tiePot(first.session, port, contract, created.group, at))
  await exchange(people)
  for (const { session } of others) need('signing the tie', await signTie(session, port, tie.id))
  await exchange(people)
  narrator.step("Everybody reads the group from the chain and signs in the log that it is the pot's own.")
  narrator.check('the tie is in effect', first.session.fold().open.tie?.group === created.group)
}
