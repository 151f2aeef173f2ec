import { isCborList } from './cbor-value.ts'
import { ok } from '../result.ts'
import { badShape, isWithin, type Bounds, type Schema } from './schema-type.ts'

/** A list of `min` (0) to `max` items in an order that means something. */
export function list<T>(item: Schema<T>, { min = 0, max }: Bounds): Schema<readonly T[]> {
  return {
    decode: (value, path) => {
      if (!isCborList(value) || !isWithin(value.length, min, max))
        return badShape(path, `expected a list of ${min} to ${max} items`)
      const items: T[] = []
      for (const [index, each] of value.entries()) {
        const decoded = item.decode(each, `${path}[${index}]`)
        if (!decoded.ok) return decoded
        items.push(decoded.value)
      }
      return ok(items)
    },
    encode: (items) => items.map((each) => item.encode(each)),
  }
}

/** A set: a list whose items are strictly ascending by `compare` (no duplicates), so that one set has one encoding. `encode` sorts. */
export function sortedList<T>(item: Schema<T>, compare: (a: T, b: T) => number, bounds: Bounds): Schema<readonly T[]> {
  const items = list(item, bounds)
  return {
    decode: (value, path) => {
      const decoded = items.decode(value, path)
      if (!decoded.ok) return decoded
      const index = decoded.value.findIndex((each, i, all) => i > 0 && compare(all[i - 1] as T, each) >= 0)
      return index < 0 ? decoded : badShape(`${path}[${index}]`, 'expected strictly ascending items')
    },
    encode: (values) => items.encode(values.toSorted(compare)),
  }
}
