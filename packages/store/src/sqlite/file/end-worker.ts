import type { Worker } from 'node:worker_threads'

/** Time that a thread has to end before it is terminated, in milliseconds. Its work may be repeated. */
const CLOSING = 3_000

/** Requests a thread to end, and terminates it when it takes too long. */
export const endWorker = async (ending: Worker, message: unknown): Promise<void> => {
  const ended = new Promise<void>(resolve => ending.once('exit', () => resolve()))
  ending.ref()
  ending.postMessage(message)
  const late = setTimeout(() => void ending.terminate(), CLOSING)
  await ended
  clearTimeout(late)
}
