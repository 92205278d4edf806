import { type Millis, SECOND } from '@hookwright/model'

/** Time within which a further signal repeats the first one: npm, a launcher and a supervisor may each pass it on. */
const SAME_WISH: Millis = SECOND

/** Returns a SIGTERM handler: the first signal closes, and one that comes later than a second after it ends at once. */
export const heedSigterm = (given: {
  close: () => void
  /** Ends the process immediately. Acknowledged deliveries are stored by then. */
  end: () => void
  after: (delay: Millis, act: () => void) => void
}): (() => void) => {
  let standing: 'goes on' | 'closes' | 'has been closing' = 'goes on'
  return () => {
    if (standing === 'has been closing') given.end()
    if (standing !== 'goes on') return
    standing = 'closes'
    given.after(SAME_WISH, () => {
      standing = 'has been closing'
    })
    given.close()
  }
}
