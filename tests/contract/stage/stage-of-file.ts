import { afterAll } from 'vitest'
import type { Actor } from './actor.ts'
import { openStage } from './open-stage.ts'
import type { Stage } from './stage.ts'

/** A stage with at least four people on it. */
export type PeopledStage = Stage & { readonly crowd: readonly [Actor, Actor, Actor, Actor, ...Actor[]] }

/** The stage that all tests of a file share: opened before the first, taken down after the last. */
export async function stageOfFile(size?: number): Promise<PeopledStage> {
  const stage = await openStage(size)
  afterAll(() => stage.close())
  return stage as PeopledStage
}
