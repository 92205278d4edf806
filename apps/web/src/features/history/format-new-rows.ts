import type { Millis } from '@hookwright/model'

/** Says how many rows came, at most once in a while, however many come. */
export interface NewRowsWords {
  came: (count: number) => void
  /** Says nothing any more. */
  close: () => void
}

/** The least time between two sentences, in milliseconds. */
const PAUSE: Millis = 5_000

/** Says the first at once; what comes within the pause after it is counted and said together when that is over. */
export const openNewRowsWords = (given: {
  noun: { one: string; many: string }
  say: (sentence: string) => void
  after: (wait: Millis, run: () => void) => void
}): NewRowsWords => {
  const { noun, say, after } = given
  let count = 0
  let isQuiet = false
  let isClosed = false

  const speak = (): void => {
    if (isClosed || count === 0) return
    say(count === 1 ? `1 new ${noun.one}` : `${count} new ${noun.many}`)
    count = 0
    isQuiet = true
    after(PAUSE, () => {
      isQuiet = false
      speak()
    })
  }

  return {
    came: more => {
      count += more
      if (!isQuiet) speak()
    },
    close: () => {
      isClosed = true
    }
  }
}
