import { type Millis, SECOND } from '@hookwright/model'

/**
 * Time within which another signal counts as the first one, since npm, a launcher and a supervisor may each forward it.
 */
const SAME_WISH: Millis = SECOND

/**
 * Returns a SIGTERM handler. The first signal shuts down; another one more than a second later ends the process
 * immediately.
 */
export const handleSigterm = (params: {
  close: () => void
  /** Ends the process immediately. Acknowledged deliveries are stored by then. */
  end: () => void
  after: (delay: Millis, act: () => void) => void
}): (() => void) => {
  let standing: 'goes on' | 'closes' | 'has been closing' = 'goes on'
  return () => {
    if (standing === 'has been closing') params.end()
    if (standing !== 'goes on') return
    standing = 'closes'
    params.after(SAME_WISH, () => {
      standing = 'has been closing'
    })
    params.close()
  }
}
