import type { Built, Versions } from './compare-build.mjs'

/** Writes artefacts, stamp and checksums for the sources in `from` into the folder `to`. */
export declare const writeArtefacts: (
  built: Built,
  versions: Versions,
  folders?: { readonly from?: string; readonly to?: string },
) => unknown
