import { systemRandom } from '../../src/crypto/index.ts'
import { createQuits, type AppPorts, type PotSession, type Quits } from '../../src/app/index.ts'
import type { ChainPort, PendingTransaction } from '../../src/chain/index.ts'
import { NO_DETAILS, err, minor, type Entry, type Hash32, type MemberId, type Result } from '../../src/domain/index.ts'
import { createMemoryStorage } from '../../src/storage/index.ts'

export const EUR = { code: 'EUR', digits: 2 }

/** The value of a result that must be one. */
export function must<T>(result: Result<T, unknown>): T {
  if (!result.ok)
    throw new Error(
      `unexpected ${JSON.stringify(result.error, (_, v: unknown) => (typeof v === 'bigint' ? `${v}` : v))}`,
    )
  return result.value
}

/** An installation of its own, in memory. */
export async function createInstallation(knownCode: readonly Hash32[] = [], port?: ChainPort): Promise<Quits> {
  const ports: AppPorts = {
    storage: createMemoryStorage<PendingTransaction>(),
    clock: { now: () => 1_780_000_000 },
    random: systemRandom,
    connect: async () =>
      port ? { ok: true, value: port } : err({ type: 'Disconnected', endpoint: '', detail: 'no chain in this test' }),
    wallets: async () => [],
    knownCode,
  }
  return must(await createQuits(ports))
}

/** A session takes what others have. */
export async function carry(from: PotSession, to: Quits): Promise<PotSession> {
  must(await to.receive(from.id, from.stored()))
  return must(await to.open(from.id))
}

/** The member of a name. */
export function memberNamed(session: PotSession, name: string): MemberId {
  const found = [...session.fold().open.members.values()].find((member) => member.name === name)
  if (!found) throw new Error(`nobody is called ${name}`)
  return found.id
}

/** Net of each member by name, in cents. */
export function nets(session: PotSession): Record<string, bigint> {
  const { members, nets: changes } = session.fold().open
  return Object.fromEntries(changes.map(({ member, amount }) => [members.get(member)?.name ?? '', amount]))
}

/** An expense paid by one member and shared evenly by all. */
export function dinner(session: PotSession, payer: string, cents: number, title = 'Dinner'): Entry {
  const amount = minor(BigInt(cents))
  const members = [...session.fold().open.members.keys()]
  return {
    type: 'expense',
    title,
    date: '2026-06-01',
    currency: EUR,
    amount,
    category: '',
    note: '',
    ...NO_DETAILS,
    origin: null,
    payers: { mode: 'exact', shares: [{ member: memberNamed(session, payer), amount }] },
    split: { mode: 'even', members },
  }
}
