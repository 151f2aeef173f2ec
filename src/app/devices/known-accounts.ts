// Accounts as they were first seen. Within a pot a member's account is fixed once others rely on it, and which of two conflicting claims stands can still
// change until then, when older events arrive. So the first one seen is remembered, and another one is told before anything rests on it.

import { ok, type MemberId, type PotId, type Result } from '../../domain/index.ts'
import type { SettingsStore, StorageError } from '../../storage/index.ts'
import type { PotSession } from '../pot-session.ts'

/** An account that is another than the one known before. */
export interface KeyChange {
  readonly member: MemberId
  readonly name: string
  /** The account that was known, and the one that the pot names now. */
  readonly was: string
  readonly now: string
  /** The title of the other pot in which it was known; null for this pot. */
  readonly elsewhere: string | null
  /** Whether it was said that this account is not to be trusted. */
  readonly isDistrusted: boolean
}

/** What is remembered of a member. */
interface Known {
  readonly account: string
  readonly name: string
  readonly title: string
  readonly distrusted?: string
  /** The other pot in which it was known, of an account that was distrusted. */
  readonly elsewhere?: string | null
}

/** By `<pot>.<member>`. */
type KnownAccounts = Readonly<Record<string, Known>>

const SETTING = 'known accounts'

/** Remembers accounts that are seen for the first time, and answers those that are others than before. */
export async function checkAccounts(
  settings: SettingsStore,
  session: Pick<PotSession, 'id' | 'fold' | 'identity'>,
): Promise<Result<readonly KeyChange[], StorageError>> {
  const read = await readKnown(settings)
  if (!read.ok) return read
  const { open } = session.fold()
  const changes: KeyChange[] = []
  const fresh: Record<string, Known> = {}
  for (const { id, name, account } of open.members.values()) {
    if (account === null || account === session.identity.account) continue
    const key = keyOf(session.id, id)
    const known = read.value[key]
    const other = known ? undefined : namesake(read.value, session.id, name, account)
    const before = known ?? other
    if (!before) fresh[key] = { account, name, title: open.genesis.title }
    else if (before.account !== account)
      changes.push({
        member: id,
        name,
        was: before.account,
        now: account,
        elsewhere: other?.title ?? known?.elsewhere ?? null,
        isDistrusted: before.distrusted === account,
      })
    else if (!known) fresh[key] = { account, name, title: open.genesis.title }
  }
  if (Object.keys(fresh).length === 0) return ok(changes)
  const written = await settings.set(SETTING, JSON.stringify({ ...read.value, ...fresh }))
  return written.ok ? ok(changes) : written
}

/** Somebody compared the account, or says that it is another person of that name: it is the known one from now on. */
export function acceptAccount(
  settings: SettingsStore,
  session: Pick<PotSession, 'id' | 'fold'>,
  { member, name, now }: KeyChange,
): Promise<Result<void, StorageError>> {
  return remember(settings, session.id, member, { account: now, name, title: session.fold().open.genesis.title })
}

/** The account is not believed to be the person's. */
export function distrustAccount(
  settings: SettingsStore,
  session: Pick<PotSession, 'id' | 'fold'>,
  { member, name, was, now, elsewhere }: KeyChange,
): Promise<Result<void, StorageError>> {
  const { title } = session.fold().open.genesis
  return remember(settings, session.id, member, { account: was, name, title, distrusted: now, elsewhere })
}

async function remember(
  settings: SettingsStore,
  pot: PotId,
  member: MemberId,
  known: Known,
): Promise<Result<void, StorageError>> {
  const read = await readKnown(settings)
  return read.ok ? settings.set(SETTING, JSON.stringify({ ...read.value, [keyOf(pot, member)]: known })) : read
}

/** Somebody of the same name in another pot, unless one of them has this very account. */
function namesake(known: KnownAccounts, pot: PotId, name: string, account: string): Known | undefined {
  const same = Object.entries(known)
    .filter(([key, each]) => !key.startsWith(`${pot}.`) && each.name.toLowerCase() === name.toLowerCase())
    .map(([, each]) => each)
  return same.some((each) => each.account === account) ? undefined : same[0]
}

async function readKnown(settings: SettingsStore): Promise<Result<KnownAccounts, StorageError>> {
  const text = await settings.get(SETTING)
  return text.ok ? ok(JSON.parse(text.value ?? '{}') as KnownAccounts) : text
}

function keyOf(pot: PotId, member: MemberId): string {
  return `${pot}.${member}`
}
