// Storage as the runtime sees it during one call: nested transactions, over a cache, over the block. `null` is an absent value.
import type { HexString } from '@polkadot/util/types'

/** A block's storage. Child storage has its keys after `:child_storage:default:` and the child's name. */
export type BlockStorage = {
  readonly getStorage: (key: HexString) => Promise<string | undefined>
  readonly getNextKey: (prefix: HexString, key: HexString) => Promise<string | undefined>
}

/** Reads, writes and transactions of one call; `changes` is what the call leaves behind. */
export type OverlayStorage = {
  readonly get: (key: HexString) => HexString | null | Promise<HexString | null>
  readonly set: (key: HexString, value: HexString | null) => void
  /** The first key after `key` that starts with `prefix`. */
  readonly nextKey: (prefix: HexString, key: HexString) => Promise<HexString | null>
  /** Deletes what is under `prefix`, at most `limit` keys unless that is null. */
  readonly clearPrefix: (prefix: HexString, limit: number | null) => Promise<Cleared>
  readonly startTransaction: () => void
  readonly commitTransaction: () => void
  readonly rollbackTransaction: () => void
  readonly changes: () => [HexString, HexString | null][]
}

/** How many keys were deleted, and whether none is left. */
export type Cleared = { readonly count: number; readonly isAll: boolean }

type Layer = Map<HexString, HexString | null>

/** An empty overlay over `block`. */
export function createOverlayStorage(block: BlockStorage): OverlayStorage {
  const base: Layer = new Map()
  const cache: Layer = new Map()
  let layers: readonly Layer[] = [base] // outermost first

  const top = (): Layer => layers.at(-1) ?? base
  const get = (key: HexString): HexString | null | Promise<HexString | null> => {
    for (let depth = layers.length - 1; depth >= 0; depth--) {
      const written = layers[depth]?.get(key)
      if (written !== undefined) return written
    }
    const known = cache.get(key)
    return known === undefined ? fetch(key) : known
  }
  const fetch = async (key: HexString): Promise<HexString | null> => {
    const value = ((await block.getStorage(key)) as HexString | undefined) ?? null
    cache.set(key, value)
    return value
  }
  const set = (key: HexString, value: HexString | null): void => {
    top().set(key, value)
  }
  const nextKey = async (prefix: HexString, key: HexString): Promise<HexString | null> => {
    const written = new Map(layers.flatMap((layer) => [...layer]))
    const own = [...written].reduce<HexString | null>((first, [candidate, value]) => {
      const fits = value !== null && candidate > key && candidate.startsWith(prefix)
      return fits && (first === null || candidate < first) ? candidate : first
    }, null)
    for (let cursor = key; ;) {
      const below = (await block.getNextKey(prefix, cursor)) as HexString | undefined
      if (below === undefined || (own !== null && own <= below)) return own
      if (written.get(below) !== null) return below
      cursor = below // deleted in the overlay
    }
  }
  const clearPrefix = async (prefix: HexString, limit: number | null): Promise<Cleared> => {
    let count = 0
    for (let key = await nextKey(prefix, prefix); key?.startsWith(prefix) === true; key = await nextKey(prefix, key)) {
      if (count === limit) return { count, isAll: false }
      set(key, null)
      count++
    }
    return { count, isAll: true }
  }
  const endTransaction = (): Layer => {
    const ended = top()
    if (ended === base) throw new Error('the runtime ended a storage transaction that it had not started')
    layers = layers.slice(0, -1)
    return ended
  }
  return {
    get,
    set,
    nextKey,
    clearPrefix,
    startTransaction: () => {
      layers = [...layers, new Map()]
    },
    commitTransaction: () => {
      for (const [key, value] of endTransaction()) set(key, value)
    },
    rollbackTransaction: () => {
      endTransaction()
    },
    changes: () => [...base],
  }
}
