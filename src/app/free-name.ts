import { err, isNameText, ok, type MemberId, type Result } from '../domain/index.ts'
import type { ActionError } from './action-error.ts'
import type { PotSession } from './pot-session.ts'

/** ME4: a name as it is written, which nobody has but `member`. */
export function freeName(session: PotSession, name: string, member?: MemberId): Result<string, ActionError> {
  const clean = name.trim().normalize('NFC')
  if (!isNameText(clean)) return err({ type: 'BadName', name })
  const isInUse = [...session.fold().open.members.values()].some((each) => each.id !== member && each.name === clean)
  return isInUse ? err({ type: 'NameInUse', name: clean }) : ok(clean)
}
