import { agreementOn, FEWEST, prepareAttest, proposeSettlement, signCheckpoint } from '../../app/index.ts'
import { minorToDecimalText, type AgreedRate, type CheckpointProposed, type EventId } from '../../domain/index.ts'
import { need } from './narrator.ts'
import { exchange, until, type Person } from './people.ts'
import { sendAs, type Stage } from './stage.ts'

/** A settlement that is final on the chain. */
export interface Settled {
  readonly checkpoint: EventId
  readonly body: CheckpointProposed
}

/** Proposes to settle, has whoever is online agree in the log and a quorum attest on the chain, and waits until it is final for them. */
export async function settleDemoPot(
  stage: Stage,
  people: readonly [Person, ...Person[]],
  rate: AgreedRate,
): Promise<Settled> {
  const { narrator, port } = stage
  const [first, ...others] = people
  const { symbol } = need('asking the chain', await port.facts())
  const proposed = need('proposing', await proposeSettlement(first.session, { ...FEWEST, rates: [rate] }))
  if (proposed.kind !== 'checkpoint.proposed') throw new Error('a proposal is a checkpoint')
  const { id: checkpoint, body } = proposed
  narrator.step(
    `${first.name} proposes to settle epoch ${body.epoch} with ${body.plan.length} ${body.plan.length === 1 ? 'leg' : 'legs'}, at the agreed rate of ${rate.rate} ${symbol} for one ${rate.from.code}.`,
  )
  for (const { from, to, amount, currency, planck } of body.plan) {
    const name = (member: string): string =>
      first.session.fold().open.members.get(member as typeof from)?.name ?? member
    narrator.detail(
      `${name(from)} to ${name(to)}: ${minorToDecimalText(amount, currency.digits)} ${currency.code} = ${planck} planck`,
    )
  }
  await exchange(people)
  for (const { session } of others) need('agreeing', await signCheckpoint(session, checkpoint))
  await exchange(people)
  const { awaited } = agreementOn(first.session.fold(), checkpoint)
  const missing = awaited.map((member) => first.session.fold().open.members.get(member)?.name ?? member)
  narrator.step(
    `Each of ${people.length} people computes the same state and plan and agrees in the log; ${missing.length === 0 ? 'nobody is missing' : `${missing.join(', ')} is awaited`}.`,
  )
  narrator.check('whoever is online agrees', missing.length === first.session.fold().open.members.size - people.length)

  const quorum = first.session.fold().open.group?.quorum ?? 0
  const voters = people.slice(0, quorum)
  const blocks: string[] = []
  for (const person of voters) {
    const at = await sendAs(
      stage,
      person,
      'attesting',
      need('attesting', prepareAttest(person.session.fold(), checkpoint, person.account.account)),
    )
    blocks.push(`${person.name} in block ${at.number}`)
  }
  for (const { session } of people)
    await until(session, 'the settlement is final', () => session.fold().base.event === checkpoint)
  narrator.step(
    `A quorum of ${quorum} attests it on the chain: ${blocks.join(', ')}. With the last vote epoch ${body.epoch} is final.`,
  )
  narrator.detail(`state hash 0x${body.stateHash}`)
  narrator.check(
    'every installation holds it as final and correct',
    people.every(({ session }) => session.fold().anchors.at(-1)?.verdict.type === 'final'),
  )
  return { checkpoint, body }
}
