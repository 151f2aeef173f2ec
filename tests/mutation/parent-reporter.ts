// A Stryker reporter that tells the process which started it what is planned and what became of each mutant, as it happens.

/** A mutant as Stryker describes it; lines and columns count from 1 once it was tested. */
export interface TestedMutant {
  readonly fileName: string
  readonly mutatorName: string
  readonly replacement: string
  readonly location: { readonly start: Position; readonly end: Position }
  readonly status: string
  readonly static?: boolean
}

interface Position {
  readonly line: number
  readonly column: number
}

/** What the reporter sends. */
export type MutationNews =
  | { readonly type: 'planned'; readonly files: readonly string[] }
  | { readonly type: 'tested'; readonly mutant: TestedMutant }

interface Plan {
  readonly mutantPlans: readonly { readonly mutant: { readonly fileName: string } }[]
}

const tell = (news: MutationNews): void => void process.send?.(news)

class ParentReporter {
  onMutationTestingPlanReady({ mutantPlans }: Plan): void {
    tell({ type: 'planned', files: mutantPlans.map(({ mutant }) => mutant.fileName) })
  }

  onMutantTested({ fileName, mutatorName, replacement, location, status, static: isStatic }: TestedMutant): void {
    const mutant = { fileName, mutatorName, replacement, location, status, static: isStatic ?? false }
    tell({ type: 'tested', mutant })
  }
}

/** Where Stryker looks for what a module brings. */
export const strykerPlugins = [{ kind: 'Reporter', name: 'parent', injectableClass: ParentReporter }]
