/** The shape of `BarcodeDetector` (WICG Shape Detection), as far as it is used. */
interface DetectorClass {
  new (options: { formats: ['qr_code'] }): {
    readonly detect: (image: HTMLVideoElement) => Promise<readonly { readonly rawValue: string }[]>
  }
  readonly getSupportedFormats: () => Promise<readonly string[]>
}

/** Reads QR codes in what a camera sees. */
export type CodeReader = (image: HTMLVideoElement) => Promise<readonly string[]>

/** The browser's own reader of QR codes or, where it has none, one that comes along with the app. */
export async function openCodeReader(): Promise<CodeReader> {
  const Detector = (await ownDetector()) ?? (await import('qr/decode.js')).BarcodeDetector
  const detector = new Detector({ formats: ['qr_code'] })
  return async (image) => (await detector.detect(image)).map(({ rawValue }) => rawValue)
}

/** Some browsers have one that knows no code, because the system beneath brings none. */
async function ownDetector(): Promise<DetectorClass | null> {
  const { BarcodeDetector } = globalThis as { readonly BarcodeDetector?: DetectorClass }
  return (await BarcodeDetector?.getSupportedFormats())?.includes('qr_code') ? (BarcodeDetector ?? null) : null
}
