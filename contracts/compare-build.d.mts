/** The bytes of each artefact, by file name. */
export type Built = Readonly<Record<string, Uint8Array>>

/** The tools of a build, by kind. */
export type Versions = Readonly<Record<string, string>>

/** Compares a rebuild with what is committed: a sentence per difference, and how it was compared. */
export declare const compareBuild: (
  rebuild: { readonly built: Built; readonly versions: Versions },
  committed: { readonly built: Built; readonly stamp: Versions },
) => { readonly differences: readonly string[]; readonly note: string }
