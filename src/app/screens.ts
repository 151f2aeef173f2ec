// What the screens use of the layers below. They reach values through app only, so that this list says on what they depend.

export {
  accountIdToH160,
  compareCurrencies,
  compareIds,
  convert,
  currencyByCode,
  contentsOf,
  decimalTextToMinor,
  discussionOf,
  explainNet,
  FEWEST,
  fold,
  knownCurrencies,
  liveSeries,
  membersOfEntry,
  minorToDecimalText,
  NO_DETAILS,
  participantsOf,
  replacedBy,
  proposalHash,
  planTransfers,
  split,
  textToRate,
  textToWeight,
  toMinor,
  weightToText,
} from '../domain/index.ts'
export {
  blockLinks,
  contractLinks,
  extrinsicLinks,
  isSettled,
  NEW_TRANSACTION,
  NO_EXPLORERS,
  openNodes,
  readGroup,
  type ChainError,
  type ChainFacts,
  type ChainNodes,
  type ChainPort,
  type EstimateError,
  type ExplorerLink,
  type Explorers,
  type FollowError,
  type GroupReading,
  type HoldBack,
  type PendingTransaction,
  type PreflightError,
  type TransactionFailure,
  type TransactionState,
} from '../chain/index.ts'
export { deployedContract, explorersOf, networkOf, NETWORKS, type Network } from '../chain/networks/index.ts'
export { parsePotFile, potFileToText, type PotFile, type PotFileError } from '../formats/index.ts'
export { CheckCancelled, markOf, type CheckWatch, type StoredEvent } from '../log/index.ts'
export type { StorageError } from '../storage/index.ts'
export type { WalletAccount, WalletError, WalletInfo, WalletPort, WalletSigner } from '../wallet/index.ts'
