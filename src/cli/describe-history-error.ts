import type { HistoryError } from '../domain/index.ts'

/** Why the events of a group cannot be what the contract wrote, as a clause. Events are counted from 1. */
export function describeHistoryError(error: HistoryError): string {
  return `its event ${error.position + 1} ${describeFault(error)}`
}

function describeFault(error: HistoryError): string {
  switch (error.type) {
    case 'NotCreated':
      return `should create the group and is ${error.found ?? 'not there'}`
    case 'CreatedTwice':
      return 'creates the group again'
    case 'ForeignEvent':
      return `belongs to the group 0x${error.found}`
    case 'WrongSeq':
      return `has the sequence number ${error.found} where ${error.expected} follows: an event is missing, repeated or out of order`
    case 'WrongHead':
      return `has the head 0x${error.found} where its content gives 0x${error.expected}: it is altered, or an event before it is`
    case 'MissingEvent':
      return `should be ${error.expected} and is ${error.found ?? 'not there'}`
    case 'BadRoster':
      return `names a roster that the contract refuses (${error.fault})`
    case 'NotMember':
      return `is by 0x${error.found}, who is not in the roster`
    case 'WrongEpoch':
      return `is of epoch ${error.found} in epoch ${error.expected}`
    case 'NoQuorum':
      return `is final with ${error.found} votes for exactly this proposal, and the quorum is ${error.expected}`
    case 'WrongVoters':
      return `names the voters ${error.found.toString(2)} where those who voted for it are ${error.expected.toString(2)} (one bit a member)`
    case 'BadLegs':
      return `has ${error.legs} legs under the plan root 0x${error.planRoot}`
    case 'UnknownLeg':
      return `names leg ${error.index} of ${error.legs}`
    case 'LegDoneTwice':
      return `finishes leg ${error.index} a second time`
    case 'NothingPaid':
      return `pays leg ${error.index}, which has no token amount`
    case 'NotPayee':
      return `is acknowledged by 0x${error.found} and not by the payee 0x${error.expected}`
    case 'NotAllDone':
      return `closes the epoch with ${error.found} of ${error.expected} legs done`
    case 'HistoryTooShort':
      return `is the last one, at ${error.found} and not at ${error.expected}`
  }
}
