import { ok, utf8Decode, type Result, type Utf8Error } from '../domain/index.ts'

const platform = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The text of bytes, or where they stop being UTF-8. Files are large: the platform decodes them, and the domain says what is wrong. */
export function bytesToUtf8(bytes: Uint8Array): Result<string, Utf8Error> {
  try {
    return ok(platform.decode(bytes))
  } catch {
    return utf8Decode(bytes)
  }
}
