// Inside Quits, identifiers are hex without 0x; polkadot-js wants and gives 0x. Crossing that border happens here only.

/** Hex text as polkadot-js wants it. */
export function to0x(hex: string): `0x${string}` {
  return `0x${hex}`
}

/** Hex text of ours from polkadot-js's. What it identifies the caller says: the chain's own types guarantee the length. */
export function from0x(text: string): string {
  if (!/^0x[0-9a-f]*$/.test(text)) throw new TypeError(`not lowercase 0x hex: ${text.slice(0, 80)}`)
  return text.slice(2)
}
