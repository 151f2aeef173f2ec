/** The shape of `BarcodeDetector` (WICG Shape Detection), as far as it is used. */
interface Detector {
  readonly detect: (image: CanvasImageSource) => Promise<readonly { readonly rawValue: string }[]>
}

/** Reads QR codes in a picture. */
export type CodeReader = (image: CanvasImageSource) => Promise<readonly string[]>

/** A reader of QR codes, null where the browser has none or there is no camera to point. */
export function codeReader(): CodeReader | null {
  const { BarcodeDetector } = globalThis as {
    readonly BarcodeDetector?: new (options: { formats: string[] }) => Detector
  }
  if (!BarcodeDetector || !navigator.mediaDevices) return null
  const detector = new BarcodeDetector({ formats: ['qr_code'] })
  return async (image) => (await detector.detect(image)).map(({ rawValue }) => rawValue)
}
