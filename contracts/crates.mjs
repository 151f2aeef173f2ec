import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** A crate that is committed as code: where its sources are and where the built files go, both relative to the repository. */
const crateOf = (name, artefacts) => ({
  name,
  sources: `contracts/${name}`,
  artefacts,
  sourceFolder: join(root, 'contracts', name),
  artefactFolder: join(root, artefacts),
})

/** The one contract of Quits. */
export const settlement = crateOf('settlement', 'metadata')

/** The hostile contract that the settlement contract's tests deploy beside it. */
export const attacker = crateOf('attacker', 'tests/contract/fixtures')

/** Every crate that has a build of its own, and a stamp: none is compiled unless its own sources changed. */
export const crates = [settlement, attacker]
