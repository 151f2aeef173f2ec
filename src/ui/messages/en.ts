// Everything people read. Plain words; one object, so that another language is another object of the same shape. Numbers and names come in by
// placeholders; `|` parts the forms for one and many.

import { enCheck } from './en-check.ts'
import { enDevelopment } from './en-development.ts'
import { enDevices } from './en-devices.ts'
import { enEntry } from './en-entry.ts'
import { enErrors } from './en-errors.ts'
import { enFirst } from './en-first.ts'
import { enHandover } from './en-handover.ts'
import { enInvites } from './en-invites.ts'
import { enNewPot } from './en-new-pot.ts'
import { enOffline } from './en-offline.ts'
import { enPayment } from './en-payment.ts'
import { enPeople } from './en-people.ts'
import { enPot } from './en-pot.ts'
import { enProof } from './en-proof.ts'
import { enRecovery } from './en-recovery.ts'
import { enSettings } from './en-settings.ts'
import { enSettle } from './en-settle.ts'
import { enSettlement } from './en-settlement.ts'
import { enSync } from './en-sync.ts'
import { enTransaction } from './en-transaction.ts'
import { enTrust } from './en-trust.ts'
import { enWallets } from './en-wallets.ts'

/** The whole catalogue in English. */
export const en = {
  ...enFirst,
  ...enNewPot,
  ...enPot,
  ...enEntry,
  ...enSettle,
  ...enSettlement,
  ...enTransaction,
  ...enPeople,
  ...enWallets,
  ...enProof,
  ...enSettings,
  ...enDevelopment,
  ...enDevices,
  ...enRecovery,
  ...enTrust,
  ...enCheck,
  ...enPayment,
  ...enSync,
  ...enHandover,
  ...enInvites,
  ...enOffline,
  error: enErrors,
} as const
