/** A whole number given on the command line. Throws a sentence that names the option when it is none, or out of range. */
export function readNumber(
  option: string,
  text: string,
  { min, max }: { readonly min: number; readonly max: number },
): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || value < min || value > max)
    throw new Error(`${option} wants a whole number from ${min} to ${max}, not "${text}".`)
  return value
}
