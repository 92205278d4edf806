/** What is asked of the surroundings while something is loaded. */
export interface LoadingAround {
  /** Whether the server answers. */
  answers: () => Promise<boolean>
  /** Waits a little before it is asked again. */
  pause: () => Promise<void>
}

/** A server that has just come back may drop what is asked first, so one failure more does not mean other files. */
const TRIES = 3

/**
 * Loads a part of the app. While the server does not answer, it waits until it does, instead of failing: the router would
 * answer a failure by loading the whole page anew, which a server that is away cannot give. Throws what the last of a few
 * loads threw when the server answers all the same: it has other files by now, and the page has to be loaded anew.
 */
export const whenThere = async <Part>(
  load: () => Promise<Part>,
  around: LoadingAround = { answers: serverAnswers, pause: pauseOfOneSecond }
): Promise<Part> => {
  for (let left = TRIES; ; ) {
    try {
      return await load()
    } catch (thrown) {
      if (await around.answers()) left--
      if (left === 0) throw thrown
      await around.pause()
      while (!(await around.answers())) await around.pause()
    }
  }
}

const serverAnswers = (): Promise<boolean> =>
  fetch('/healthz', { cache: 'no-store' }).then(
    () => true,
    () => false
  )

const pauseOfOneSecond = (): Promise<void> => new Promise(resolve => setTimeout(resolve, 1_000))
