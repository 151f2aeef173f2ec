// extension-dapp's web3Enable asks every installed wallet at once, which shows as many questions as there are wallets. For the moment in
// which it looks around, it finds the chosen one only; the others are back before that one has asked anything.

import { web3Enable } from '@polkadot/extension-dapp'
import { err, ok, type Result } from '../../domain/index.ts'
import type { WalletError } from '../wallet-port.ts'

/** A wallet that the person let this page use. */
export type InjectedExtension = Awaited<ReturnType<typeof web3Enable>>[number]
/** An account as a wallet tells it. */
export type InjectedAccount = Awaited<ReturnType<InjectedExtension['accounts']['get']>>[number]

/** What a wallet puts into the page: newer ones have `connect`, most have `enable`. */
export type InjectedProvider = {
  readonly connect?: (origin: string) => Promise<InjectedExtension>
  readonly enable?: (origin: string) => Promise<Omit<InjectedExtension, 'name' | 'version'>>
  readonly version?: string
}

type InjectedWindow = { injectedWeb3: Readonly<Record<string, InjectedProvider>> | undefined }

/** The page's injected wallets. */
export function injectedWallets(): Readonly<Record<string, InjectedProvider>> {
  return injectedWindow().injectedWeb3 ?? {}
}

/** Asks one wallet to work with the page called `origin`. */
export async function enableOne(id: string, origin: string): Promise<Result<InjectedExtension, WalletError>> {
  const chosen = injectedWallets()[id]
  if (!chosen) return err({ type: 'NotInstalled', wallet: id })
  let thrown: unknown
  const all = injectedWindow().injectedWeb3
  const restore = (): void => {
    injectedWindow().injectedWeb3 = all
  }
  const watched = async <T>(answer: Promise<T>): Promise<T> => {
    restore()
    return answer.catch((error: unknown) => {
      thrown = error
      throw error
    })
  }
  const { connect, enable } = chosen
  injectedWindow().injectedWeb3 = {
    [id]: {
      ...(chosen.version !== undefined && { version: chosen.version }),
      ...(connect && { connect: (name: string) => watched(connect(name)) }),
      ...(enable && { enable: (name: string) => watched(enable(name)) }),
    },
  }
  try {
    const [extension] = await web3Enable(origin)
    if (extension) return ok(extension)
    return isRefusal(thrown)
      ? err({ type: 'Rejected', wallet: id })
      : err({ type: 'WalletFailed', wallet: id, detail: String(thrown) })
  } finally {
    restore()
  }
}

/** Whether a wallet's throw is a person's refusal: they say it in prose only. */
export function isRefusal(thrown: unknown): boolean {
  return /reject|denied|cancel|declin|not allowed|refus|pending authorization/i.test(
    thrown instanceof Error ? thrown.message : String(thrown),
  )
}

function injectedWindow(): InjectedWindow {
  return globalThis as unknown as InjectedWindow
}
