export { connectChain, type ConnectOptions } from './connect-chain.ts'
