/** Plain data as text: JSON in which a text has an "s" in front and a bigint is an "n" and its digits. */
export function plainDataToText(data: unknown): string {
  return JSON.stringify(data, (_name, value: unknown) => {
    if (typeof value === 'bigint') return `n${value}`
    return typeof value === 'string' ? `s${value}` : value
  })
}

/** The plain data of a text that `plainDataToText` made. Throws on other text. */
export function textToPlainData(text: string): unknown {
  return JSON.parse(text, (_name, value: unknown) => {
    if (typeof value !== 'string') return value
    return value.startsWith('n') ? BigInt(value.slice(1)) : value.slice(1)
  })
}
