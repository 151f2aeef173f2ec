/** What a person chose in the settings. Empty texts: not chosen. Contracts are 40 hex digits. */
export interface NetworkChoice {
  readonly endpoint: string
  /** A second node, which confirms what the first says and takes over when that is lost. */
  readonly second: string
  readonly contract: string
  /** A second instance of the contract, which pays in other money than the first. */
  readonly tokenContract: string
  /** Base address of a Subscan or Blockscout explorer. */
  readonly subscan: string
  readonly blockscout: string
}

/** Nothing chosen: pots work, the chain is not asked. */
export const EMPTY_NETWORK: NetworkChoice = {
  endpoint: '',
  second: '',
  contract: '',
  tokenContract: '',
  subscan: '',
  blockscout: '',
}

/** A stored choice; null when it is none. */
export function readNetwork(text: string): NetworkChoice | null {
  try {
    const value = JSON.parse(text) as Partial<Record<keyof NetworkChoice, unknown>>
    const field = (name: keyof NetworkChoice): string => (typeof value[name] === 'string' ? value[name] : '')
    return {
      endpoint: field('endpoint'),
      second: field('second'),
      contract: field('contract'),
      tokenContract: field('tokenContract'),
      subscan: field('subscan'),
      blockscout: field('blockscout'),
    }
  } catch {
    return null
  }
}

/** The nodes to ask, in this order. */
export function endpointsOf({ endpoint, second }: NetworkChoice): readonly string[] {
  return [endpoint, second].filter((each) => each !== '')
}

/** The choice that whoever serves the app made for its visitors, in the page itself: the embedded chain of a development server. */
export function presetNetwork(): NetworkChoice | null {
  const content = document.querySelector('meta[name="quits-network"]')?.getAttribute('content')
  return content ? readNetwork(content) : null
}

/** An address of a node as people type it: made whole, or empty when it is none. */
export function cleanEndpoint(text: string): string | null {
  const trimmed = text.trim()
  if (trimmed === '') return ''
  return /^wss?:\/\/[^\s/]+/.test(trimmed) ? trimmed : null
}

/** A contract's address without 0x, or empty; null when it is neither. */
export function cleanContract(text: string): string | null {
  const trimmed = text.trim().toLowerCase().replace(/^0x/, '')
  return trimmed === '' || /^[0-9a-f]{40}$/.test(trimmed) ? trimmed : null
}
