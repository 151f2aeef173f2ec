// What the chain stores against what the model knows.

import { isDeepStrictEqual } from 'node:util'
import type { H160, Hash32 } from '../../../src/domain/index.ts'
import type { Stage } from '../stage/stage.ts'
import { askView } from '../stage/view-group.ts'
import { allowanceKey } from './plain-token.ts'
import type { PlainGroup, World } from './world.ts'

/** Ends the game: what differs, what the model says and what the chain says. */
export type Differ = (what: string, expected: unknown, found: unknown, call?: unknown) => never

/** The balances of these addresses, free and held. */
export const compareBalances = async (
  stage: Stage,
  world: World,
  addresses: ReadonlySet<string>,
  differ: Differ,
): Promise<void> => {
  for (const address of addresses) {
    const expected = { free: world.free.get(address) ?? 0n, held: world.held.get(address) ?? 0n }
    const found = await stage.balanceOf(address as H160)
    if (!isDeepStrictEqual(found, expected)) differ(`the balance of ${address}`, expected, found)
  }
}

/** Of these addresses, what they hold of the token and what they allow each of these contracts. */
export const compareTokens = async (
  stage: Stage,
  { token, inToken }: World,
  addresses: ReadonlySet<string>,
  differ: Differ,
): Promise<void> => {
  for (const address of addresses) {
    const expected = [token.balances.get(address) ?? 0n]
    const found = [await stage.token.balanceOf(address)]
    for (const contract of inToken) {
      expected.push(token.allowances.get(allowanceKey(address, contract)) ?? 0n)
      found.push(await stage.token.allowanceOf(address, contract))
    }
    if (!isDeepStrictEqual(found, expected)) differ(`what ${address} has and allows of the token`, expected, found)
  }
}

/** The group's record, its members in order, and the stored votes of some of them. */
export const compareGroup = async (
  stage: Stage,
  group: PlainGroup,
  voters: readonly string[],
  differ: Differ,
): Promise<void> => {
  const { id, contract, members, quorum, epoch, seq, head, settled, done, stored } = group
  const view = (kind: 'group' | 'members' | 'headOf'): Promise<unknown> =>
    askView(stage, { kind, group: id as Hash32 }, contract as H160)
  const expected = {
    epoch,
    seq,
    head: `0x${head}`,
    quorum,
    members: members.length,
    stateHash: `0x${settled.stateHash}`,
    planRoot: `0x${settled.planRoot}`,
    legs: settled.legs,
    checkpoint: `0x${settled.checkpoint}`,
    done: [...done].reduce((bits, index) => bits + 2n ** BigInt(index), 0n),
  }
  const record = (await view('group')) as Readonly<Record<'epoch' | 'seq' | 'done', number | string>>
  const found = { ...record, epoch: BigInt(record.epoch), seq: BigInt(record.seq), done: BigInt(record.done) }
  if (!isDeepStrictEqual(found, expected)) differ(`group ${id}`, expected, found)
  const addresses = members.map((member) => `0x${member}`)
  const shown = await view('members')
  if (!isDeepStrictEqual(shown, addresses)) differ(`the members of ${id}`, addresses, shown)
  for (const account of voters) {
    const slot = members.indexOf(account)
    const member = { slot, vote: `0x${stored.get(account) ?? '00'.repeat(20)}` }
    const held = await askView(
      stage,
      { kind: 'member', group: id as Hash32, account: account as H160 },
      contract as H160,
    )
    if (!isDeepStrictEqual(held, member)) differ(`member ${account} of ${id}`, member, held)
  }
}
