// Signatures verified beside the page's own thread, in a browser.

export { createWorkerVerifier, type WorkerVerifier } from './worker-verifier.ts'
