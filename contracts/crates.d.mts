/** A crate that is committed as code. */
export type Crate = {
  readonly name: string
  readonly sources: string
  readonly artefacts: string
  readonly sourceFolder: string
  readonly artefactFolder: string
}

/** Every crate that has a build of its own. */
export declare const crates: readonly Crate[]
