import { expect, test } from 'vitest'
import { resumePending, sendCall, type PreparedCall } from '../../src/app/index.ts'
import type { PendingTransaction } from '../../src/chain/index.ts'
import { groupId } from '../../src/domain/index.ts'
import { createMemoryStorage } from '../../src/storage/index.ts'
import { failure, freshHash, must, send } from './chain-fixture.ts'
import { dyingPort, STEPS } from './dying-port.ts'
import { createFakeFixture } from './fake-fixture.ts'

for (const step of STEPS) {
  test(`a first call that is killed ${step} has mapped the account and done its work, or neither; taken up again, both once`, async () => {
    const { port, contract, genesis, unmapped, advance } = createFakeFixture()
    const salt = freshHash()
    const group = groupId(contract, unmapped.address, salt)
    const found = { kind: 'createGroup', salt, members: [unmapped.address], quorum: 1 } as const
    const prepared: PreparedCall = { call: { to: 'contract', contract, call: found }, genesis, payees: [] }
    const estimate = must(await port.estimate(prepared.call, unmapped.account))
    expect(estimate.before).toMatchObject([{ kind: 'map' }])
    const device = { storage: createMemoryStorage<PendingTransaction>() }
    const dying = dyingPort(port, step)
    await Promise.race([sendCall(device, dying.port, prepared, estimate, unmapped.signer, () => {}), dying.died])

    const isMapped = async (): Promise<boolean> => must(await port.originalAccount(unmapped.address)) !== null
    const isThere = async (): Promise<boolean> => must(await port.groupAt(contract, group)) !== null
    expect(await isMapped()).toBe(await isThere())
    for (const pending of must(await device.storage.pending.list())) {
      // Whatever this device knows of the mapping by now: the same bytes enter once only.
      must(await resumePending(device, port, pending))
      await advance()
      expect(must(await resumePending(device, port, pending))).toMatchObject({ kind: 'finalized', failure: null })
    }
    expect(must(await device.storage.pending.list())).toEqual([])
    if (!(await isThere())) expect((await send(port, unmapped, prepared.call)).kind).toBe('finalized ok')
    expect([await isMapped(), await isThere()]).toEqual([true, true])
    expect(failure(await port.estimate(prepared.call, unmapped.account))).toMatchObject({
      error: { type: 'GroupExists' },
    })
  })
}
