// `build` makes the committed genesis anew, from a runtime's file or from the runtime that is in it already; `check` compares the
// committed one with its checksum and with what its own runtime builds.
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { HexString } from '@polkadot/util/types'
import { developmentAccounts } from './development-accounts.ts'
import { buildGenesis, codeKey } from './genesis/build-genesis.ts'
import { compressRuntime } from './genesis/compress-runtime.ts'
import { developmentGenesisPath, type Genesis, readGenesis } from './genesis/development-genesis.ts'
import { genesisHeaderOf } from './genesis/genesis-header.ts'
import { writeGenesis } from './genesis/write-genesis.ts'

const committedCode = (): HexString => {
  const code = readGenesis().genesis.genesis.raw.top[codeKey]
  if (code === undefined) throw new Error('the committed genesis holds no runtime')
  return code
}

const genesisOf = async (code: HexString): Promise<Genesis> => buildGenesis(code, await developmentAccounts())

const build = async (runtime: string | undefined): Promise<void> => {
  const code = runtime === undefined ? committedCode() : compressRuntime(readFileSync(runtime))
  const sha256 = writeGenesis(developmentGenesisPath, await genesisOf(code))
  console.log(`${developmentGenesisPath.pathname} written, SHA-256 ${sha256}`)
  console.log(`The hash of block 0 is ${genesisHeaderOf(sha256).hash}: EMBEDDED_GENESIS in src/chain is that one`)
}

const check = async (): Promise<void> => {
  const { genesis, sha256 } = readGenesis()
  if (JSON.stringify(genesis) !== JSON.stringify(await genesisOf(committedCode())))
    throw new Error('The development genesis is not what its runtime builds. Run "npm run genesis:build".')
  console.log(`The development genesis is what its runtime builds, SHA-256 ${sha256}`)
}

const { positionals, values } = parseArgs({ allowPositionals: true, options: { runtime: { type: 'string' } } })
try {
  if (positionals[0] === 'build') await build(values.runtime)
  else if (positionals[0] === 'check') await check()
  else throw new Error('Say "build" or "check".')
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
