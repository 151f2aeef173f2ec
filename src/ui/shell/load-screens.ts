import type { Router } from 'vue-router'

/**
 * Loads every screen, one after the other, while the browser has nothing else to do: who loses the connection later can still go anywhere. One that
 * fails is loaded when it is gone to.
 */
export async function loadScreens(router: Router): Promise<void> {
  for (const { components } of router.getRoutes()) {
    const screen: unknown = components?.['default']
    if (typeof screen !== 'function') continue
    await untilIdle()
    await Promise.resolve((screen as () => unknown)()).catch(() => null)
  }
}

/** Browsers without the call give other work its turn. */
function untilIdle(): Promise<unknown> {
  return new Promise((resolve) => (window.requestIdleCallback ?? setTimeout)(resolve))
}
