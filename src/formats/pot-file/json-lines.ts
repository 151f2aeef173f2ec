// JSON text with two spaces a level, one line a value, keys in the order given; and, for a line of it, which value stands there.

/** A value of a JSON text. Numbers are small counts; money is decimal text. No key is a whole number: engines move such keys to the front. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** The lines of a value's text. */
export function jsonLines(value: Json): readonly string[] {
  return JSON.stringify(value, null, 2).split('\n')
}

/** The path of the value on a line (counted from 0): `mirror.entries[3].amount`. A bracket belongs to the value that it opens or closes. */
export function pathOfLine(value: Json, line: number, path = ''): string {
  let at = 1
  for (const [name, child] of childrenOf(value)) {
    const size = countLines(child)
    if (line >= at && line < at + size)
      return pathOfLine(child, line - at, isJsonList(value) ? `${path}[${name}]` : joined(path, name))
    at += size
  }
  return path
}

function countLines(value: Json): number {
  const children = childrenOf(value)
  return children.length === 0 ? 1 : children.reduce((sum, [, child]) => sum + countLines(child), 2)
}

function childrenOf(value: Json): readonly (readonly [name: string, child: Json])[] {
  return typeof value === 'object' && value !== null ? Object.entries(value as { readonly [key: string]: Json }) : []
}

function joined(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`
}

// `Array.isArray` does not narrow a readonly array.
function isJsonList(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}
