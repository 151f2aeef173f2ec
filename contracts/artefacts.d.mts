import type { Built, Versions } from './compare-build.mjs'
import type { Crate } from './crates.mjs'

/** Writes artefacts, stamp and checksums of a crate, the settlement contract unless another is given, from and to other folders where a test wants it. */
export declare const writeArtefacts: (
  built: Built,
  versions: Versions,
  options?: { readonly crate?: Crate; readonly from?: string; readonly to?: string },
) => unknown
