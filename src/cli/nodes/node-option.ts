import { NETWORKS } from '../../chain/networks/index.ts'
import { ok, type Hash32, type Result } from '../../domain/index.ts'
import { unusable, type Arguments, type CommandError } from '../command.ts'

/** The option by which people name nodes. */
export const NODES = {
  name: 'endpoint',
  value: 'ws',
  isRequired: false,
  isRepeated: true,
  summary: 'address of a node (ws:// or wss://); given twice or more, the nodes are compared',
} as const

/** The nodes that the command line names, each once, in their order. */
export function namedNodes({ options }: Pick<Arguments, 'options'>): Result<readonly string[], CommandError> {
  const named = [...new Set((options[NODES.name] ?? []) as readonly string[])]
  const wrong = named.find((each) => !/^wss?:\/\/\S+$/u.test(each))
  return wrong === undefined
    ? ok(named)
    : unusable(`"${wrong}" is no address of a node; it starts with ws:// or wss://.`)
}

/** The nodes that the command line names, otherwise those that are listed for the chain. */
export function nodesOf(args: Pick<Arguments, 'options'>, genesis: Hash32): Result<readonly string[], CommandError> {
  const named = namedNodes(args)
  if (!named.ok || named.value.length > 0) return named
  const listed = NETWORKS.find((network) => network.genesis === genesis)?.endpoints ?? []
  return listed.length > 0
    ? ok(listed)
    : unusable(`no node is listed for the chain with genesis 0x${genesis}: name one with --${NODES.name} <ws>.`)
}

/** Why listed nodes cannot be asked, with what to do about it. */
export function withHint(sentence: string, { options }: Pick<Arguments, 'options'>): string {
  return options[NODES.name] === undefined
    ? `${sentence} That is what is listed for the pot's chain; name another node with --${NODES.name} <ws>.`
    : sentence
}
