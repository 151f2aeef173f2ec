// Everything people read. Plain words; one object, so that another language is another object of the same shape. Numbers and names come in by
// placeholders; `|` parts the forms for one and many.

import { enCheck } from './en-check.ts'
import { enDevices } from './en-devices.ts'
import { enErrors } from './en-errors.ts'
import { enFirst } from './en-first.ts'
import { enInvites } from './en-invites.ts'
import { enPayment } from './en-payment.ts'
import { enScreens } from './en-screens.ts'
import { enSync } from './en-sync.ts'

/** The whole catalogue in English. */
export const en = {
  ...enFirst,
  ...enScreens,
  ...enDevices,
  ...enCheck,
  ...enPayment,
  ...enSync,
  ...enInvites,
  error: enErrors,
} as const
