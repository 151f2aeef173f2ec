import { onScopeDispose, ref, type Ref, type ShallowRef } from 'vue'
import { openCodeReader, type CodeReader } from './code-reader.ts'
import { keepAwake } from './keep-awake.ts'

/** A camera that looks for QR codes. */
export interface Camera {
  readonly state: Readonly<Ref<'idle' | 'looking' | 'refused'>>
  readonly start: () => Promise<void>
  readonly stop: () => void
}

/** A camera shown in `video`, which stands there while it looks; every code in every picture goes to `see`. It is closed with the screen. */
export function useCamera(video: Readonly<ShallowRef<HTMLVideoElement | null>>, see: (code: string) => void): Camera {
  const state = ref<'idle' | 'looking' | 'refused'>('idle')
  let stream: MediaStream | null = null
  let turn = 0
  let rest: (() => void) | null = null

  async function start(): Promise<void> {
    const mine = ++turn
    state.value = 'looking'
    try {
      const opened = await navigator.mediaDevices.getUserMedia({
        video: { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } },
      })
      if (mine !== turn) return stopTracks(opened)
      stream = opened
      rest = keepAwake()
      const reader = await openCodeReader()
      const element = video.value
      if (mine !== turn || !element) return
      element.srcObject = opened
      await element.play()
      element.scrollIntoView({ block: 'nearest' })
      await look(element, reader, () => mine === turn)
    } catch {
      // No camera, or it was not allowed, or it was taken away: the screen says what to do instead. A stop in the meantime is no refusal.
      if (mine !== turn) return
      stop()
      state.value = 'refused'
    }
  }
  async function look(element: HTMLVideoElement, reader: CodeReader, isWanted: () => boolean): Promise<void> {
    while (isWanted()) {
      for (const code of await reader(element)) if (isWanted()) see(code)
      await new Promise((resolve) => requestAnimationFrame(resolve))
    }
  }
  function stop(): void {
    turn++
    stopTracks(stream)
    stream = null
    rest?.()
    rest = null
    state.value = 'idle'
  }
  onScopeDispose(stop)
  return { state, start, stop }
}

function stopTracks(opened: MediaStream | null): void {
  for (const track of opened?.getTracks() ?? []) track.stop()
}
