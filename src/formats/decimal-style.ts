import type { DecimalTextOptions } from '../domain/index.ts'

/** How a file writes the decimal point. */
export type DecimalStyle = NonNullable<DecimalTextOptions['hint']>
