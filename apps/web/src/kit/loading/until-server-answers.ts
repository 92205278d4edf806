import { serverAnswers } from '../api/server-status.ts'

/** Functions that `whenThere` uses to wait for the server. Tests replace them. */
export interface LoadingEffects {
  /** Resolves to true if the server responds. */
  answers: () => Promise<boolean>
  /** Waits a little before the next attempt. */
  pause: () => Promise<void>
}

/**
 * Loads a part of the app. If that fails, waits for the server and retries once.
 *
 * Throws the error of the retry. It fails if the server has newer files, or if the browser never retries a
 * failed module import.
 */
export const whenThere = async <Part>(
  load: () => Promise<Part>,
  around: LoadingEffects = realAround
): Promise<Part> => {
  try {
    return await load()
  } catch {
    await untilServerAnswers(around)
    return load()
  }
}

/**
 * Waits until the server responds. Returns true if the server was unreachable at first.
 *
 * Returns false if it responded at once, or if `signal` was aborted.
 */
export const untilServerAnswers = async (
  { answers, pause }: LoadingEffects = realAround,
  signal?: AbortSignal
): Promise<boolean> => {
  let wasAway = false
  while (!signal?.aborted && !(await answers())) {
    wasAway = true
    await pause()
  }
  return wasAway && !signal?.aborted
}

const realAround: LoadingEffects = {
  answers: serverAnswers,
  pause: () => new Promise(resolve => setTimeout(resolve, 1_000))
}
