import type { RuntimeVersion } from '@acala-network/chopsticks-core'
import { TypeRegistry } from '@polkadot/types'
import type { RuntimeVersion as Version } from '@polkadot/types/interfaces'
import type { HexString } from '@polkadot/util/types'

/** Decodes the answer of `Core_version` into the shape that Chopsticks keeps. */
export function runtimeVersionOf(encoded: HexString): RuntimeVersion {
  const version = new TypeRegistry().createType<Version>('RuntimeVersion', encoded)
  return {
    specName: version.specName.toString(),
    implName: version.implName.toString(),
    authoringVersion: version.authoringVersion.toNumber(),
    specVersion: version.specVersion.toNumber(),
    implVersion: version.implVersion.toNumber(),
    apis: version.apis.map(([id, revision]) => [id.toHex(), revision.toNumber()]),
    transactionVersion: version.transactionVersion.toNumber(),
    stateVersion: version.stateVersion.toNumber(),
  }
}
