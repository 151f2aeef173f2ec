import { expect, test } from 'vitest'
import { claimMember, confirmClaim, signTie } from '../../src/app/index.ts'
import { createFakeChain, type FakeChain } from '../../src/chain/fake/index.ts'
import type { Currency, H160, Hash32 } from '../../src/domain/index.ts'
import { carry, createInstallation, EUR, memberNamed, must } from './people.ts'

const CONTRACT = 'c'.repeat(40) as H160
const TOKEN = '1'.repeat(40) as H160
const hash = (digit: string): Hash32 => digit.repeat(64) as Hash32

function tokenChain(): FakeChain {
  return createFakeChain({
    accounts: [],
    mapped: new Map(),
    contract: { address: CONTRACT, codeHash: hash('d'), ratio: 1n, token: TOKEN },
    tokens: [{ address: TOKEN, symbol: 'USDt', decimals: 6, holdings: [] }],
  })
}

/** What Bob's device says to a tie that Alice wrote with this money. */
async function signTieWith(token: Currency): Promise<string> {
  const { port } = tokenChain()
  const [alice, bob] = [await createInstallation(), await createInstallation()]
  const founded = must(
    await alice.createPot({ title: 'Flat', currency: EUR, you: 'Alice', others: ['Bob'], chain: null }),
  )
  const joined = await carry(founded, bob)
  const claim = must(await claimMember(joined, memberNamed(joined, 'Bob')))
  await carry(joined, alice)
  must(await confirmClaim(founded, claim.id))
  const { genesis } = must(await port.facts())
  const body = { genesis, contract: CONTRACT, group: hash('e'), block: genesis, token } as const
  const place = { baseEpoch: 0n, previous: null, last: null, unreachable: [] } as const
  const [tie] = must(await founded.write({ kind: 'pot.tied', body: { ...body, ...place } }))
  await carry(founded, bob)
  const signed = await signTie(joined, port, tie?.id ?? ('' as never))
  return signed.ok ? 'signed' : signed.error.type
}

test('[EP9] a tie that states other money, or other digits, than its contract pays in is not co-signed', async () => {
  expect(await signTieWith({ code: 'UNIT', digits: 12 })).toBe('WrongCurrency')
  expect(await signTieWith({ code: 'USDT', digits: 4 })).toBe('WrongCurrency')
})

test('[EP9] with the money that the contract pays in, the group is looked for next', async () => {
  expect(await signTieWith({ code: 'USDT', digits: 6 })).toBe('GroupNotFound')
})
