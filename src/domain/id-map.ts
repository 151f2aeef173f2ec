// A map by id whose copy costs nothing: copies share what neither has changed. The fold keeps what grows with a pot in such maps, so that a state
// can go on from the one before it without touching ten thousand entries. Ids are hashes, hence even: their hex digits are the way to a value.

interface Leaf<V> {
  readonly id: string
  readonly value: V
}

/** Sixteen ways on, by the next hex digit. Only the map that made a branch changes it. */
interface Branch<V> {
  readonly owner: object
  readonly ways: (Branch<V> | Leaf<V> | undefined)[]
}

/** A map by ids of equal length in lowercase hex, in the order of the ids. */
export class IdMap<Id extends string, V> implements ReadonlyMap<Id, V> {
  #owner: object = {}
  #root: Branch<V> = { owner: this.#owner, ways: [] }
  #size = 0

  /** The same as `from`. From then on neither changes the other. */
  static from<Id extends string, V>(from: ReadonlyMap<Id, V>): IdMap<Id, V> {
    const copy = new IdMap<Id, V>()
    if (from instanceof IdMap) {
      const shared = from as IdMap<Id, V>
      shared.#owner = {}
      copy.#root = shared.#root
      copy.#size = shared.#size
    } else for (const [id, value] of from) copy.set(id, value)
    return copy
  }

  get size(): number {
    return this.#size
  }

  get(id: Id): V | undefined {
    return this.#leaf(id)?.value
  }

  has(id: Id): boolean {
    return this.#leaf(id) !== undefined
  }

  set(id: Id, value: V): this {
    let branch = (this.#root = this.#own(this.#root))
    for (let depth = 0; ; depth++) {
      const digit = digitAt(id, depth)
      const next = branch.ways[digit]
      if (next === undefined || ('id' in next && next.id === id)) {
        if (next === undefined) this.#size += 1
        branch.ways[digit] = { id, value }
        return this
      }
      const below: Branch<V> = 'id' in next ? { owner: this.#owner, ways: [] } : this.#own(next)
      if ('id' in next) below.ways[digitAt(next.id, depth + 1)] = next
      branch.ways[digit] = below
      branch = below
    }
  }

  delete(id: Id): boolean {
    if (!this.has(id)) return false
    let branch = (this.#root = this.#own(this.#root))
    for (let depth = 0; ; depth++) {
      const digit = digitAt(id, depth)
      const next = branch.ways[digit] as Branch<V> | Leaf<V>
      if ('id' in next) {
        branch.ways[digit] = undefined
        this.#size -= 1
        return true
      }
      branch.ways[digit] = this.#own(next)
      branch = branch.ways[digit]
    }
  }

  forEach(visit: (value: V, id: Id, map: ReadonlyMap<Id, V>) => void): void {
    for (const [id, value] of this) visit(value, id, this)
  }

  *entries(): MapIterator<[Id, V]> {
    for (const { id, value } of leavesOf(this.#root)) yield [id as Id, value]
  }

  *keys(): MapIterator<Id> {
    for (const { id } of leavesOf(this.#root)) yield id as Id
  }

  *values(): MapIterator<V> {
    for (const { value } of leavesOf(this.#root)) yield value
  }

  [Symbol.iterator](): MapIterator<[Id, V]> {
    return this.entries()
  }

  #leaf(id: Id): Leaf<V> | undefined {
    let branch = this.#root
    for (let depth = 0; ; depth++) {
      const next = branch.ways[digitAt(id, depth)]
      if (next === undefined) return undefined
      if ('id' in next) return next.id === id ? next : undefined
      branch = next
    }
  }

  #own(branch: Branch<V>): Branch<V> {
    return branch.owner === this.#owner ? branch : { owner: this.#owner, ways: [...branch.ways] }
  }
}

const ZERO = 48
const BELOW_A = 87

function digitAt(id: string, depth: number): number {
  const unit = id.charCodeAt(depth)
  return unit < BELOW_A ? unit - ZERO : unit - BELOW_A
}

/** All leaves in the order of their ids. */
function leavesOf<V>(root: Branch<V>): readonly Leaf<V>[] {
  const leaves: Leaf<V>[] = []
  const visit = ({ ways }: Branch<V>): void => {
    for (const next of ways) {
      if (next === undefined) continue
      if ('id' in next) leaves.push(next)
      else visit(next)
    }
  }
  visit(root)
  return leaves
}
