import type { AgeOpenError } from '../crypto/age/index.ts'

/** Why an age file does not open, as the rest of a sentence that begins with the file's name. */
export function describeAgeError(error: AgeOpenError): string {
  switch (error.type) {
    case 'NotAnAgeFile':
      return 'is no backup: it is not in the format of age.'
    case 'BadAgeHeader':
      return 'is damaged at its beginning, where its key is; nothing of it can be opened.'
    case 'WorkFactorTooHigh':
      return `asks for more work than is done here (2^${error.workFactor}; at most 2^${error.limit}); open it with age itself.`
    case 'BadIdentity':
      return 'cannot be opened: the identity file holds no secret key of age (AGE-SECRET-KEY-1…).'
    case 'NeedsPassphrase':
      return 'was sealed with a passphrase, not for a key; leave --identity out.'
    case 'NeedsIdentity':
      return 'was sealed for a key, not with a passphrase; name the key with --identity.'
    case 'WrongKey':
      return 'does not open with this passphrase or key.'
  }
}
