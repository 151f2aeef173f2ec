/** A block by number and hash; hex text without `0x`. */
export type BlockId = { readonly number: number; readonly hash: string }
