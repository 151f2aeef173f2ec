import { readFileSync } from 'node:fs'
import { fetchConfig } from '@acala-network/chopsticks/schema/index'

/** What Chopsticks makes of its configuration. */
export type ForkConfig = Awaited<ReturnType<typeof fetchConfig>>

/** Reads a Chopsticks configuration. Throws one sentence for people when there is none, or when it is not one. */
export async function readForkConfig(path: string): Promise<ForkConfig> {
  try {
    readFileSync(path) // Chopsticks would look for a missing file among its own ones on the network
  } catch (cause) {
    throw new Error(
      `The configuration ${path} cannot be read (${(cause as NodeJS.ErrnoException).code ?? String(cause)}); without --config it is chopsticks.yml.`,
      { cause },
    )
  }
  try {
    return await fetchConfig(path)
  } catch (cause) {
    throw new Error(`${path} is no configuration for Chopsticks: ${faultsOf(cause).join('; ')}.`, { cause })
  }
}

/** What the reader of the file complains about, without its pictures and lists. */
function faultsOf(cause: unknown): readonly string[] {
  const { issues } = cause as {
    readonly issues?: readonly { readonly path: readonly unknown[]; readonly message: string }[]
  }
  const said = issues?.map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`)) ?? [
    (cause instanceof Error ? cause.message : String(cause)).split('\n')[0] ?? '',
  ]
  return said.map((each) => each.replace(/\.$/u, ''))
}
