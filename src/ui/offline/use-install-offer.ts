import { defineStore } from 'pinia'
import { shallowRef } from 'vue'

/** What Chromium says when a page can be installed. No other engine does, and no library of types knows it. */
interface InstallOffer extends Event {
  readonly prompt: () => Promise<unknown>
}

/** The browser's offer to install the app. It comes soon after the page and once, so it is waited for from the start; it is shown in the settings alone. */
export const useInstallOffer = defineStore('install offer', () => {
  const offer = shallowRef<InstallOffer | null>(null)
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault()
    offer.value = event as InstallOffer
  })
  addEventListener('appinstalled', () => (offer.value = null))

  /** An offer is good for one question. */
  async function install(): Promise<void> {
    const asked = offer.value
    offer.value = null
    await asked?.prompt()
  }
  return { offer, install }
})
