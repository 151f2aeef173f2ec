// What the proof screen finds out of a pot's money, without the screen.
import { expect, test } from 'vitest'
import { ok, type Currency, type H160 } from '../../src/domain/index.ts'
import { checkPot, type PotCheck } from '../../src/ui/proof/check-pot.ts'
import type { Connection } from '../../src/ui/stores/use-network-store.ts'
import { must } from '../app/people.ts'
import { CODE, LISTED, tiedPot, UNIT, type Told } from '../app/tied-pot.ts'

const STRANGER = '1'.repeat(40) as H160

async function check(said: Currency, told: Told): Promise<PotCheck> {
  const { chain, session } = await tiedPot(said, told)
  const nodes = { each: async () => [{ endpoint: 'ws://a', port: ok(chain.port) }] } as unknown as Connection['nodes']
  const connect = async () => ok({ nodes } as Connection)
  return must(await checkPot(session, { connect, knownCode: [CODE], onProgress: () => {} }))
}

test('[EP9] the check of a pot tells when the contract does not pay in what the tie says, and of what kind the fault is', async () => {
  expect((await check(UNIT, { paidIn: null })).moneyFault).toBeNull()
  const junk = { address: STRANGER, symbol: 'JUNK', decimals: 12 }
  expect((await check(UNIT, { paidIn: STRANGER, tokens: [junk] })).moneyFault).toMatchObject({
    type: 'WrongCurrency',
    expected: UNIT,
    found: { code: 'JUNK', digits: 12 },
  })
  const named = { address: STRANGER, symbol: LISTED.code, decimals: LISTED.digits }
  const impostor = await check({ code: LISTED.code, digits: LISTED.digits }, { paidIn: STRANGER, tokens: [named] })
  expect(impostor.moneyFault).toMatchObject({ type: 'WrongToken', expected: LISTED.address, found: STRANGER })
  // The rest was checked all the same.
  expect(impostor.agreed?.reading.events).toHaveLength(1)
})
