import { expect, test } from 'vitest'
import { PLAIN_CONTRACT_ERRORS } from '../../src/chain/contract-error.ts'
import { crowdSize, playModel } from './model/play-model.ts'
import { deploySecond } from './stage/deploy-second.ts'
import { stageOfFile } from './stage/stage-of-file.ts'

// About a minute and a half on two idle cores; `npm run contract:model` plays longer.
const calls = 5000
const timeoutMs = 480_000
const stage = await stageOfFile(crowdSize)

test(
  'five thousand random calls of random people: results, events, heads, votes, deposits, balances and allowances equal the plain model',
  { timeout: timeoutMs },
  async () => {
    const tally = await playModel(stage, { seed: 1, calls })
    expect(tally.calls).toBe(calls)
    expect(tally.blocks).toBeLessThan(calls / 10)
    // The calls were worth sending: everything that can happen did, errors included.
    const kinds = new Set(Object.keys(tally.results).flatMap((name) => name.split('+')))
    const events = ['GroupCreated', 'Attested', 'Finalized', 'RosterChanged', 'Paid', 'Acknowledged', 'Closed']
    const token = ['in the token', 'approve', 'transfer']
    for (const kind of [...events, ...PLAIN_CONTRACT_ERRORS, 'StaleHead', ...token]) expect(kinds).toContain(kind)
  },
)

test('a game against a contract that is not quite this one is lost: the model would notice', async () => {
  const wrong = { ...stage, contract: await deploySecond(stage, { ratio: 10n ** 6n - 1n }) }
  await expect(playModel(wrong, { seed: 1, calls })).rejects.toThrow(
    /^seed 1, after \d+ calls in \d+ blocks: .* differs/,
  )
})
