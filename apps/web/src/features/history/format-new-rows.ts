import type { Millis } from '@hookwright/model'
import { formatCount } from '../../kit/page/format-count.ts'

/** Rate-limited announcements of new rows for screen readers. */
export interface NewRowsAnnouncer {
  came: (count: number) => void
  /** Stops all announcements. */
  close: () => void
}

/** Minimum time between two sentences, in milliseconds. */
const PAUSE: Millis = 5_000

/**
 * Creates an announcer of a list's new rows for screen readers.
 *
 * The first new rows are announced immediately. Later rows are counted and announced together after a pause.
 */
export const createNewRowsAnnouncer = (params: {
  noun: { one: string; many: string }
  say: (sentence: string) => void
  after: (wait: Millis, run: () => void) => void
}): NewRowsAnnouncer => {
  const { noun, say, after } = params
  let count = 0
  let isQuiet = false
  let isClosed = false

  const speak = (): void => {
    if (isClosed || count === 0) return
    say(formatCount(count, `new ${noun.one}`, `new ${noun.many}`))
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
