/** A member of a set: seconds as its author wrote them, and its id. The id covers the seconds, so both sides sort it alike. */
export interface RangeItem {
  readonly at: number
  /** 32 bytes of hex. */
  readonly id: string
}
