/**
 * Runs in a measured page, before its own code, and reports what the page showed when:
 *
 * - `shown`: how many cards can be seen, and since when, once that no longer changes;
 * - `frames`: the times between the frames that the page was asked to draw;
 * - `keys`: how long the browser took from each key to the frame painted next, as it reports them: in steps of 8 ms, and
 *   not at all below 16 ms.
 */
;(() => {
  const quietMs = 1_000
  const withinMs = 60_000
  const shortestKeyMs = 16

  /** Final number of cards, and the time since navigation when it was reached. */
  const shown = new Promise((resolve, reject) => {
    setTimeout(
      () => reject(new Error(`No cards stood still on ${location} within ${withinMs} ms.`)),
      withinMs
    )
    let cards = 0
    let sinceMs = Number.POSITIVE_INFINITY
    /** @param {number} now */
    const look = now => {
      const visible = [...document.querySelectorAll('.react-flow__node')].filter(card =>
        card.checkVisibility({ visibilityProperty: true })
      ).length
      if (visible !== cards) {
        cards = visible
        // What stands in the page now is painted at the end of this frame, which is when the next one begins.
        requestAnimationFrame(next => {
          sinceMs = next
        })
      }
      if (cards > 0 && now - sinceMs > quietMs) resolve({ cards, sinceMs })
      else requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })

  /** @type {number[]} */
  let between = []
  let isCounting = false
  const startFrames = () => {
    between = []
    isCounting = true
    let before = 0
    /** @param {number} now */
    const note = now => {
      if (before > 0) between.push(now - before)
      before = now
      if (isCounting) requestAnimationFrame(note)
    }
    requestAnimationFrame(note)
  }
  const endFrames = () => {
    isCounting = false
    return between
  }

  /** @type {number[]} */
  let took = []
  let pressed = 0
  addEventListener('keydown', () => pressed++, { capture: true })
  /** @type {PerformanceObserverInit & { durationThreshold: number }} */
  const wanted = { type: 'event', durationThreshold: shortestKeyMs }
  new PerformanceObserver(list => {
    for (const { name, duration } of list.getEntries()) if (name === 'keydown') took.push(duration)
  }).observe(wanted)
  const startKeys = () => {
    took = []
    pressed = 0
  }
  /** Durations that are not reported count as the shortest reported one. */
  const endKeys = () => [...took, ...Array.from({ length: pressed - took.length }, () => shortestKeyMs)]

  /** Returns the point at which the second visible card can be dragged by its header. */
  const headOfCard = () => {
    const box = document.querySelectorAll('.react-flow__node')[1]?.getBoundingClientRect()
    return box === undefined ? null : { x: box.left + box.width / 2, y: box.top + 8 }
  }

  /** Returns a point on the empty ground below the cards. */
  const ground = () => {
    const pane = document.querySelector('.react-flow__pane')
    const box = pane?.getBoundingClientRect() ?? new DOMRect()
    const x = box.left + box.width / 2
    for (let y = box.bottom - 8; y > box.top; y -= 8)
      if (document.elementFromPoint(x, y) === pane) return { x, y }
    return null
  }

  Object.assign(globalThis, {
    watch: { shown, startFrames, endFrames, startKeys, endKeys, headOfCard, ground }
  })
})()
