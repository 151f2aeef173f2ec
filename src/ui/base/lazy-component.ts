import { h, shallowRef, type Component, type FunctionalComponent, type ShallowRef } from 'vue'

/**
 * A component that comes after the first screen. Until then it is nothing, and it must not hold what people look for first. Vue's own lazy components
 * weigh more than what this saves.
 */
export function createLazyComponent<Props extends object>(
  load: () => Promise<{ readonly default: Component }>,
  props: readonly (keyof Props & string)[],
): FunctionalComponent<Props> {
  const loaded: ShallowRef<Component | null> = shallowRef(null)
  const lazy: FunctionalComponent<Props> = (given) => {
    if (loaded.value) return h(loaded.value, { ...given })
    void load().then((found) => (loaded.value = found.default))
    return null
  }
  lazy.props = [...props]
  return lazy
}
