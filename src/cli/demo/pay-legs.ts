import { prepareAcknowledge, preparePay } from '../../app/index.ts'
import type { Leg } from '../../domain/index.ts'
import { need } from './narrator.ts'
import { until, type Person } from './people.ts'
import type { Settled } from './settle-pot.ts'
import { sendAs, type Stage } from './stage.ts'

/** Pays every leg through the contract but the one of index `cash`, which its payee acknowledges, until the epoch is closed. Payers are online; payees need not be. */
export async function payLegs(
  stage: Stage,
  people: readonly Person[],
  online: readonly [Person, ...Person[]],
  { checkpoint, body }: Settled,
  cash: number | null,
): Promise<void> {
  const { narrator, port, contract } = stage
  const [first] = online
  const personOf = (member: Leg['from']): Person => {
    const name = first.session.fold().open.members.get(member)?.name
    return people.find((person) => person.name === name) as Person
  }
  const done = (): number => first.session.fold().open.plans.get(checkpoint)?.done.size ?? 0
  const { symbol } = need('asking the chain', await port.facts())
  let last = ''
  for (const [index, leg] of body.plan.entries()) {
    const [payer, payee] = [personOf(leg.from), personOf(leg.to)]
    const before = done()
    if (index === cash) {
      const at = await sendAs(
        stage,
        payee,
        'acknowledging',
        need('acknowledging', prepareAcknowledge(payee.session.fold(), index)),
      )
      narrator.step(
        `${payee.name} got the cash of ${payer.name} and confirms leg ${index} on the chain, in block ${at.number}.`,
      )
      last = at.hash
    } else {
      const had = need('reading a balance', await port.balance(payee.account.account))
      const at = await sendAs(stage, payer, 'paying', need('paying', preparePay(payer.session.fold(), index)))
      const has = need('reading a balance', await port.balance(payee.account.account))
      narrator.step(
        `${payer.name} pays ${payee.name} ${leg.planck} planck of ${symbol} through the contract, leg ${index}, in block ${at.number}.`,
      )
      narrator.check('the payee has exactly that much more', has - had === leg.planck)
      last = at.hash
    }
    for (const { session } of online) {
      await until(
        session,
        `leg ${index} is done`,
        () => (session.fold().open.plans.get(checkpoint)?.done.size ?? 0) > before,
      )
    }
  }
  const events = need(
    'reading the last block',
    await port.contractEvents(contract, last as Parameters<typeof port.contractEvents>[1]),
  )
  const closed = events.find(({ event }) => event.kind === 'Closed')
  narrator.step(
    `With the last leg the contract closes epoch ${body.epoch}${closed ? `, in block ${closed.at.blockNumber}` : ''}.`,
  )
  narrator.check('the contract closed it', closed !== undefined)
  narrator.check(
    'everybody is quits',
    online.every(({ session }) => session.fold().open.nets.length === 0),
  )
}
