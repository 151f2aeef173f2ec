import { Keyring } from '@polkadot/keyring'
import { cryptoWaitReady } from '@polkadot/util-crypto'
import { expect, test } from 'vitest'
import { ascii, bytesToHex, type AccountId } from '../../src/domain/index.ts'
import { createDevelopmentWallet, developmentAccount, DEVELOPMENT_WALLET } from '../../src/wallet/development/index.ts'
import { createMemoryWallet, type MemoryWallet } from '../../src/wallet/index.ts'
import { failure, must } from '../chain/chain-fixture.ts'
import { walletSuite } from './wallet-suite.ts'

async function memoryWallet(): Promise<MemoryWallet> {
  await cryptoWaitReady()
  const keyring = new Keyring({ type: 'sr25519' })
  const keys = ['Alice', 'Bob'].map((name) => {
    const pair = keyring.addFromUri(`//${name}`)
    return {
      account: bytesToHex(pair.publicKey) as AccountId,
      keyType: 'sr25519' as const,
      name,
      sign: (bytes: Uint8Array) => pair.sign(bytes),
    }
  })
  return createMemoryWallet('memory', keys)
}

walletSuite('in memory', 'memory', memoryWallet)
walletSuite('development accounts', DEVELOPMENT_WALLET, async () => createDevelopmentWallet())

test('//Alice is the well-known key', async () => {
  expect(await developmentAccount('Alice')).toBe('d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d')
})

test('a person who refuses shows as refused, and nothing is signed', async () => {
  const wallet = await memoryWallet()
  const [first] = must(await wallet.connect('memory'))
  if (!first) throw new Error('no account')
  wallet.refuse(true)
  expect(failure(await wallet.connect('memory'))).toEqual({ type: 'Rejected', wallet: 'memory' })
  expect(failure(await wallet.signBytes(first, ascii('x')))).toEqual({ type: 'Rejected', wallet: 'memory' })
  expect((await wallet.list())[0]?.status).toEqual({ kind: 'refused' })
})
