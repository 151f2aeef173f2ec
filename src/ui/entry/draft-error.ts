/** Why what stands in the form is no entry yet. */
export type DraftError =
  | { readonly type: 'AmountMissing'; readonly field: string }
  | { readonly type: 'AmountUnreadable'; readonly field: string }
  | { readonly type: 'TooManyDecimals'; readonly field: string; readonly digits: number }
  | { readonly type: 'WeightUnreadable'; readonly field: string }
  | { readonly type: 'PercentUnreadable'; readonly field: string }
  | { readonly type: 'RateUnreadable'; readonly field: string }
  | { readonly type: 'RateMissing'; readonly field: string }
