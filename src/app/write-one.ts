import { ok, type PotEvent, type Result } from '../domain/index.ts'
import type { LaterContent } from '../log/index.ts'
import type { PotSession, WriteError } from './pot-session.ts'

/** Writes one event. */
export async function writeOne(session: PotSession, content: LaterContent): Promise<Result<PotEvent, WriteError>> {
  const written = await session.write(content)
  return written.ok ? ok(written.value[0] as PotEvent) : written
}
