/** What is asked of the surroundings while something is loaded. */
export interface LoadingAround {
  /** Whether the server answers. */
  answers: () => Promise<boolean>
  /** Waits a little before it is asked again. */
  pause: () => Promise<void>
}

/**
 * Loads a part of the app. While the server does not answer, it waits until it does, instead of failing: the router would
 * answer a failure by loading the whole page anew, which a server that is away cannot give. Throws what the second load
 * threw when the server answers all the same: it has other files by now, and the page has to be loaded anew.
 */
export const whenThere = async <Part>(
  load: () => Promise<Part>,
  around: LoadingAround = { answers: serverAnswers, pause: pauseOfOneSecond }
): Promise<Part> => {
  try {
    return await load()
  } catch {
    while (!(await around.answers())) await around.pause()
    return load()
  }
}

const serverAnswers = (): Promise<boolean> =>
  fetch('/healthz', { cache: 'no-store' }).then(
    () => true,
    () => false
  )

const pauseOfOneSecond = (): Promise<void> => new Promise(resolve => setTimeout(resolve, 1_000))
