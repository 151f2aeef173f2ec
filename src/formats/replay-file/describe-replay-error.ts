import type { ReplayError } from './parse-replay.ts'

/** One sentence: what is wrong with a replay file, and where. */
export function describeReplayError(error: ReplayError): string {
  switch (error.type) {
    case 'NotJson':
      return 'it is not JSON.'
    case 'BadReplayValue':
      return `${error.path} is not what stands in a replay file: expected ${error.expected}.`
    case 'EventRefused':
      return `events[${error.index}] is no event of this pot: ${reasonOf(error.error)}.`
    case 'PastMissing':
      return `events[${error.index}] names events that are not in the file; add them.`
    case 'NoGenesis':
      return 'there is no event that creates the pot; add it.'
    case 'HistoryRefused':
      return `histories[${error.index}] is none that the contract can have written: ${reasonOf(error.error)}.`
  }
}

/** The tag and the facts of an error. */
function reasonOf(error: object): string {
  return Object.entries(error)
    .map(([name, value]) => (name === 'type' ? String(value) : `${name} ${factOf(value)}`))
    .join(', ')
}

function factOf(value: unknown): string {
  return typeof value === 'object' && value !== null ? `(${reasonOf(value)})` : String(value)
}
