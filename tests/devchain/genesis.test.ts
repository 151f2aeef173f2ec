import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { afterEach, expect, test } from 'vitest'
import { developmentAccounts, startDevChain } from '../../src/devchain/index.ts'
import { buildGenesis, codeKey } from '../../src/devchain/genesis/build-genesis.ts'
import { developmentGenesisPath, readGenesis } from '../../src/devchain/genesis/development-genesis.ts'
import { createGenesisProvider } from '../../src/devchain/genesis/genesis-provider.ts'
import { writeGenesis } from '../../src/devchain/genesis/write-genesis.ts'

const folders: string[] = []
const aFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'quits-genesis-'))
  folders.push(folder)
  return folder
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

test('the committed genesis is what its own runtime builds', async () => {
  const { genesis } = readGenesis()
  const code = genesis.genesis.raw.top[codeKey]
  expect(await buildGenesis(code!, await developmentAccounts())).toEqual(genesis)
})

test('a genesis that is not the recorded one is refused, with both checksums and what to do', async () => {
  const path = pathToFileURL(join(aFolder(), 'genesis.json.gz'))
  copyFileSync(new URL(`${developmentGenesisPath.href}.sha256`), new URL(`${path.href}.sha256`))
  const { genesis, sha256 } = readGenesis()
  writeFileSync(path, gzipSync(JSON.stringify({ ...genesis, name: 'another' })))
  await expect(startDevChain({ genesis: path, contract: 'none' })).rejects.toThrow(
    new RegExp(`is not the recorded one: its SHA-256 is [0-9a-f]{64}, .* says ${sha256}.*npm run genesis:build`),
  )
})

test('another genesis has another hash', async () => {
  const path = pathToFileURL(join(aFolder(), 'genesis.json.gz'))
  writeGenesis(path, { ...readGenesis().genesis, name: 'another' })
  const [ours, other] = [readGenesis(), readGenesis(path)].map((checked) => createGenesisProvider(checked).genesisHash)
  expect(other).not.toBe(ours)
})

test('child storage is served, which Chopsticks reads by its name and key', async () => {
  const { genesis, sha256 } = readGenesis()
  const childrenDefault = { '0x3a6368696c64': { '0x01': '0xaa', '0x0102': '0xbb', '0x02': '0xcc' } } as const
  const raw = { ...genesis.genesis.raw, childrenDefault }
  const { provider } = createGenesisProvider({ genesis: { ...genesis, genesis: { raw } }, sha256 })
  const ask = (method: string, ...parameters: readonly unknown[]): Promise<unknown> =>
    provider.send(method, [...parameters])
  expect(await ask('childstate_getStorage', '0x3a6368696c64', '0x0102')).toBe('0xbb')
  expect(await ask('childstate_getStorage', '0x3a6368696c64', '0x03')).toBeNull()
  expect(await ask('childstate_getStorage', '0x99', '0x01')).toBeNull()
  expect(await ask('childstate_getKeysPaged', '0x3a6368696c64', '0x01', 10, '0x01')).toEqual(['0x0102'])
  expect(await ask('childstate_getStorageEntries', '0x3a6368696c64', ['0x02', '0x03'])).toEqual(['0xcc', null])
  await expect(ask('state_call')).rejects.toThrow('the genesis does not answer state_call')
})
