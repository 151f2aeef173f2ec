// JSON with two spaces a level, one line a value, keys in the order given: as `JSON.stringify(value, null, 2)` writes it, and for every line
// the path of the value on it.

/** A value of a JSON text. Numbers are small counts; money is decimal text. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** A line of JSON text, and which value it belongs to: `mirror.entries[3].amount`. */
export interface JsonLine {
  readonly text: string
  readonly path: string
}

/** The lines of a value; the last one ends with `end`. */
export function jsonLines(value: Json, path: string, lead = '', indent = '', end = ''): readonly JsonLine[] {
  const lines: JsonLine[] = []
  addLines(lines, value, path, lead, indent, end)
  return lines
}

function addLines(lines: JsonLine[], value: Json, path: string, lead: string, indent: string, end: string): void {
  if (value === null || typeof value !== 'object') {
    lines.push({ text: `${indent}${lead}${JSON.stringify(value)}${end}`, path })
    return
  }
  const isList = isJsonList(value)
  const children: readonly (readonly [lead: string, path: string, value: Json])[] = isList
    ? value.map((item, index) => ['', `${path}[${index}]`, item])
    : Object.entries(value).map(([key, item]) => [
        `${JSON.stringify(key)}: `,
        path === '' ? key : `${path}.${key}`,
        item,
      ])
  const [open, close] = isList ? '[]' : '{}'
  if (children.length === 0) {
    lines.push({ text: `${indent}${lead}${open}${close}${end}`, path })
    return
  }
  lines.push({ text: `${indent}${lead}${open}`, path })
  for (const [index, [childLead, childPath, child]] of children.entries()) {
    addLines(lines, child, childPath, childLead, `${indent}  `, index < children.length - 1 ? ',' : '')
  }
  lines.push({ text: `${indent}${close}${end}`, path })
}

// `Array.isArray` does not narrow a readonly array.
function isJsonList(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}
