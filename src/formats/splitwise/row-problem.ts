/** Why a row is skipped. Texts are the cells as the file has them; amounts are decimal text. */
export type RowProblem =
  | { readonly type: 'BadDate'; readonly text: string }
  | { readonly type: 'BadCurrency'; readonly text: string }
  | { readonly type: 'NoCost' }
  | { readonly type: 'BadCost'; readonly text: string }
  | { readonly type: 'BadCell'; readonly member: string; readonly text: string }
  | { readonly type: 'TooManyCells'; readonly expected: number; readonly found: number }
  | { readonly type: 'NoAmounts' }
  | { readonly type: 'NotBalanced'; readonly difference: string; readonly currency: string }
  | { readonly type: 'CostTooSmall'; readonly cost: string; readonly paid: string; readonly currency: string }

/** A row's problem as a sentence without its row number. */
export function describeRowProblem(problem: RowProblem): string {
  switch (problem.type) {
    case 'BadDate':
      return problem.text === '' ? 'it has no date' : `"${problem.text}" is no date that can be read without doubt`
    case 'BadCurrency':
      return problem.text === '' ? 'it has no currency' : `"${problem.text}" is no currency code`
    case 'NoCost':
      return 'it has amounts of members but no cost'
    case 'BadCost':
      return `its cost "${problem.text}" is no amount of its currency`
    case 'BadCell':
      return `the amount "${problem.text}" of ${problem.member} is no amount of its currency`
    case 'TooManyCells':
      return `it has ${problem.found} cells where the header has ${problem.expected}`
    case 'NoAmounts':
      return 'it has no amounts'
    case 'NotBalanced':
      return `the amounts of its members add up to ${problem.difference} ${problem.currency} instead of zero`
    case 'CostTooSmall':
      return `its cost of ${problem.cost} ${problem.currency} is less than the ${problem.paid} ${problem.currency} that members are owed for it`
  }
}
