/** Grace period for the children after a terminal's Ctrl+C, in milliseconds. The terminal has sent it to them already. */
const graceMs = 5000

/** Interval between checks that npm still runs, in milliseconds. */
const lookMs = 250

/**
 * Forwards signals of this process to its children. A Ctrl+C in a terminal reaches every process of the terminal by
 * itself, and a second SIGINT might end a child that is closing in good order: there it is passed on only after a
 * while, for a child that has not heard of it. A SIGTERM for npm ends the shell between npm and this process, which
 * does not receive the signal: started by npm, it treats the loss of its parent as a SIGTERM.
 *
 * @param {object} [given]
 * @param {boolean} [given.inTerminal]
 * @param {boolean} [given.byNpm]
 * @returns {{ received: () => boolean, stopping: AbortSignal, passTo: (child:
 * import('node:child_process').ChildProcess) => void }}
 */
export function passSignalsOn({
  inTerminal = process.stdin.isTTY === true,
  byNpm = process.env.npm_lifecycle_event !== undefined
} = {}) {
  /** @type {Set<import('node:child_process').ChildProcess>} */
  const children = new Set()
  const stop = new AbortController()

  /** @param {NodeJS.Signals} signal */
  const pass = signal => {
    stop.abort()
    for (const child of children) child.kill(signal)
  }
  process.on('SIGTERM', pass)
  process.on('SIGHUP', pass)
  process.on('SIGINT', () => {
    stop.abort()
    if (inTerminal) setTimeout(() => pass('SIGINT'), graceMs).unref()
    else pass('SIGINT')
  })
  if (byNpm) whenParentIsLost(() => pass('SIGTERM'))
  return {
    received: () => stop.signal.aborted,
    stopping: stop.signal,
    passTo: child => {
      children.add(child)
      child.once('exit', () => children.delete(child))
    }
  }
}

/** @param {() => void} act */
function whenParentIsLost(act) {
  const parent = process.ppid
  const look = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(look)
    act()
  }, lookMs).unref()
}
