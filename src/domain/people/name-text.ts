// Control characters, and the bidirectional overrides and isolates that make a text read as another one.
const REFUSED = /[\p{Cc}\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\u2028\u2029]/u

/** ME4: whether a text may be a name or title: 1 to 80 characters, NFC, trimmed, no control or bidirectional override characters. */
export function isNameText(text: string): boolean {
  const length = Array.from(text).length
  return length >= 1 && length <= 80 && text.trim() === text && text.normalize('NFC') === text && !REFUSED.test(text)
}
