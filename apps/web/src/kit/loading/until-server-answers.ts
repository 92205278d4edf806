import { serverAnswers } from '../api/server-status.ts'

/** Dependencies of a load that waits for the server. */
export interface LoadingAround {
  /** Resolves to true when the server answers. */
  answers: () => Promise<boolean>
  /** Waits a little before the next attempt. */
  pause: () => Promise<void>
}

/**
 * Loads a part of the app, and waits for the server when that fails.
 * It then retries once. Throws the error of the retry: the server has other files by now, or the browser never retries a failed
 * module import.
 */
export const whenThere = async <Part>(
  load: () => Promise<Part>,
  around: LoadingAround = realAround
): Promise<Part> => {
  try {
    return await load()
  } catch {
    await untilServerAnswers(around)
    return load()
  }
}

/** Waits until the server answers. Returns true if it did not answer at once, and false after `signal` aborts. */
export const untilServerAnswers = async (
  { answers, pause }: LoadingAround = realAround,
  signal?: AbortSignal
): Promise<boolean> => {
  let wasAway = false
  while (!signal?.aborted && !(await answers())) {
    wasAway = true
    await pause()
  }
  return wasAway && !signal?.aborted
}

const realAround: LoadingAround = {
  answers: serverAnswers,
  pause: () => new Promise(resolve => setTimeout(resolve, 1_000))
}
