export {
  createDevelopmentWallet,
  developmentAccount,
  DEVELOPMENT_NAMES,
  DEVELOPMENT_WALLET,
} from './development-wallet.ts'
