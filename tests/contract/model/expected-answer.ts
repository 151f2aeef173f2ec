// What a decision of the model looks like from outside: in a rehearsal, in a block's receipt, in a tally.

import { type Decision, exists, type ModelCall, type World } from './world.ts'

/** `true` as a token says it. */
const yes = '1'.padStart(64, '0')

/** What a dry run answers; the payer also brings a payee without an account to life. */
export const expectedRehearsal = (world: World, decision: Decision): unknown => {
  switch (decision.kind) {
    case 'dispatch':
      return { reason: decision.reason }
    case 'error':
      return { ok: false, error: decision.error, isReverted: true }
    case 'token':
      return { answer: yes }
    case 'done': {
      const { payment, deposit, outcome } = decision
      const newcomer = payment !== null && !payment.inToken && !exists(world, payment.payee) ? world.prices.account : 0n
      return { ok: true, value: outcome, deposit: deposit + newcomer, isReverted: false }
    }
  }
}

/** What a block tells: which error it was, it does not. */
export const expectedReceipt = ({ to }: ModelCall, decision: Decision): unknown => {
  switch (decision.kind) {
    case 'dispatch':
      return { failure: decision.reason, events: [] }
    case 'error':
      return { failure: 'Revive.ContractReverted', events: [] }
    case 'token':
      return { failure: null, events: [] }
    case 'done':
      return { failure: null, events: decision.events.map((event) => ({ contract: to, event })) }
  }
}

/** The error, the failure, or the events. */
export const nameOf = (decision: Decision): string => {
  switch (decision.kind) {
    case 'dispatch':
      return decision.reason
    case 'error':
      return decision.error.type
    case 'token':
      return decision.call.kind
    case 'done':
      return [...decision.events.map(({ kind }) => kind), ...(decision.payment?.inToken ? ['in the token'] : [])].join(
        '+',
      )
  }
}
