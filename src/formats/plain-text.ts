// Text from foreign files as an event may hold it: NFC, without control or direction characters, trimmed, within its length.

const CONTROLS = /[\p{Cc}\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\u2028\u2029]+/gu

/** The text in one line of at most `max` characters; a longer one ends with an ellipsis. May be empty. */
export function toPlainText(text: string, max: number): string {
  const line = text.normalize('NFC').replaceAll(CONTROLS, ' ').replaceAll(/\s+/gu, ' ').trim()
  const characters = Array.from(line)
  return characters.length <= max
    ? line
    : `${characters
        .slice(0, max - 1)
        .join('')
        .trimEnd()}…`
}
