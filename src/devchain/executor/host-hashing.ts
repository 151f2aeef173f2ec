import { blake2AsU8a, keccak256AsU8a, keccak512AsU8a, sha256AsU8a, xxhashAsU8a } from '@polkadot/util-crypto'
import type { HostContext, HostFunctions } from './host-context.ts'

/** `ext_hashing_*`, and the roots of tries made from lists, which only have to be digests of them (see `ext_storage_root`). */
export function hostHashing({ memory }: HostContext): HostFunctions {
  const hash = (digest: (data: Uint8Array) => Uint8Array) => (data: bigint) => memory.write(digest(memory.read(data)))
  return {
    ext_hashing_blake2_128_version_1: hash((data) => blake2AsU8a(data, 128)),
    ext_hashing_blake2_256_version_1: hash((data) => blake2AsU8a(data, 256)),
    ext_hashing_keccak_256_version_1: hash((data) => keccak256AsU8a(data)),
    ext_hashing_keccak_512_version_1: hash((data) => keccak512AsU8a(data)),
    ext_hashing_sha2_256_version_1: hash((data) => sha256AsU8a(data)),
    ext_hashing_twox_64_version_1: hash((data) => xxhashAsU8a(data, 64)),
    ext_hashing_twox_128_version_1: hash((data) => xxhashAsU8a(data, 128)),
    ext_hashing_twox_256_version_1: hash((data) => xxhashAsU8a(data, 256)),
    ext_trie_blake2_256_root_version_1: hash((data) => blake2AsU8a(data, 256)),
    ext_trie_blake2_256_root_version_2: hash((data) => blake2AsU8a(data, 256)),
    ext_trie_blake2_256_ordered_root_version_1: hash((data) => blake2AsU8a(data, 256)),
    ext_trie_blake2_256_ordered_root_version_2: hash((data) => blake2AsU8a(data, 256)),
    ext_trie_keccak_256_root_version_1: hash((data) => keccak256AsU8a(data)),
    ext_trie_keccak_256_root_version_2: hash((data) => keccak256AsU8a(data)),
    ext_trie_keccak_256_ordered_root_version_1: hash((data) => keccak256AsU8a(data)),
    ext_trie_keccak_256_ordered_root_version_2: hash((data) => keccak256AsU8a(data)),
  }
}
