/**
 * Runs in the measured page, ahead of its own code, and looks at each frame whether the part of a list that is in sight
 * is covered with rows. `longest` is for how long without a break some of it was not, in milliseconds, and
 * `blankInARow` in how many frames.
 */
;(() => {
  const every = 20
  let longest = 0
  let frames = 0
  let blankFrames = 0
  let blankInARow = 0
  let blankNow = 0
  /** @type {number | null} */
  let blankSince = null
  let isWatching = false

  /** Returns whether a visible part of the list shows no row. */
  const isBlank = () => {
    const body = document.querySelector('tbody')
    const head = document.querySelector('thead')
    const scroller = body?.closest('table')?.parentElement
    if (!body || !head || !scroller) return false
    const seen = scroller.getBoundingClientRect()
    const rows = body.getBoundingClientRect()
    const from = Math.max(head.getBoundingClientRect().bottom, rows.top)
    const until = Math.min(seen.bottom, rows.bottom)
    const x = seen.left + seen.width / 2
    for (let y = from + 1; y < until; y += every) {
      if (document.elementFromPoint(x, y)?.closest('tbody tr') == null) return true
    }
    return false
  }

  const look = (/** @type {number} */ now) => {
    if (!isWatching) return
    frames += 1
    if (isBlank()) {
      blankFrames += 1
      blankNow += 1
      blankInARow = Math.max(blankInARow, blankNow)
      blankSince ??= now
      longest = Math.max(longest, now - blankSince)
    } else {
      // The frame in which rows are back ends the time without them.
      if (blankSince !== null) longest = Math.max(longest, now - blankSince)
      blankSince = null
      blankNow = 0
    }
    requestAnimationFrame(look)
  }

  Object.assign(globalThis, {
    watchBlanks: {
      start: () => {
        isWatching = true
        requestAnimationFrame(look)
      },
      end: () => {
        isWatching = false
        return { longest, frames, blankFrames, blankInARow }
      }
    }
  })
})()
