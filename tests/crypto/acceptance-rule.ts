// The one acceptance rule for Ed25519, as data: verify-signature.test.ts holds Node's engines to it, the browser suite a browser's.

import type { VerifySignature } from '../../src/crypto/index.ts'
import { hexToBytes } from '../../src/domain/index.ts'
import type { Expect } from '../expect/expect.ts'
import { honestSignature, hostileSignatures } from './hostile-signatures.ts'

/** What every verifier does, whatever engine is under it. */
export interface AcceptanceCase {
  readonly title: string
  readonly assert: (verify: VerifySignature, expect: Expect) => Promise<void>
}

// RFC 8032 §7.1, tests 1 to 3.
const rfc8032 = [
  [
    'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    '',
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  ],
  [
    '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    '72',
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  ],
  [
    'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
    'af82',
    '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  ],
] as const

/** Both sides of the rule. A title goes on after the name of an engine. */
export const acceptanceRule: readonly AcceptanceCase[] = [
  {
    title: 'accepts what RFC 8032 signs',
    assert: async (verify, expect) => {
      for (const [key, message, signature] of rfc8032)
        expect(await verify(key, hexToBytes(message), hexToBytes(signature))).toBe(true)
      expect(await verify(honestSignature.key, honestSignature.message, honestSignature.signature)).toBe(true)
    },
  },
  {
    title: 'refuses every hostile signature',
    assert: async (verify, expect) => {
      const taken: string[] = []
      for (const { why, key, message, signature } of hostileSignatures)
        if (await verify(key, message, signature)) taken.push(why)
      expect(taken).toEqual([])
    },
  },
]
