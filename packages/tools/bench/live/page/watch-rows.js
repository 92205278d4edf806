/**
 * Runs in the measured page, ahead of its own code, and notes what the page itself can see:
 *
 * - `rows`: for each row when its delivery was received and when the row was painted, in milliseconds since 1970;
 * - `tasks`: how long each task took that kept the page busy for 50 ms or more;
 * - `frames`: how many frames were drawn, and `spanMs`: in how much time;
 * - `told`: when each message of the live connection came.
 */
;(() => {
  /** @type {Map<string, { receivedAt: number, paintedAt: number }>} */
  const rows = new Map()
  /** @type {number[]} */
  let tasks = []
  /** @type {number[]} */
  let told = []
  let frames = 0
  let startedAt = 0
  const now = () => performance.timeOrigin + performance.now()

  new PerformanceObserver(list => {
    for (const { duration } of list.getEntries()) tasks.push(duration)
  }).observe({ type: 'longtask' })

  const Plain = globalThis.EventSource
  globalThis.EventSource = class extends Plain {
    /**
     * @param {string | URL} url
     * @param {EventSourceInit} [init]
     */
    constructor(url, init) {
      super(url, init)
      this.addEventListener('message', () => told.push(now()))
    }
  }

  const look = () => {
    const fresh = [...document.querySelectorAll('a[data-row]')].flatMap(link => {
      const id = link.getAttribute('data-row') ?? ''
      const time = link.querySelector('time')?.getAttribute('datetime') ?? null
      return rows.has(id) || time === null ? [] : [{ id, receivedAt: Date.parse(time) }]
    })
    if (fresh.length === 0) return
    for (const { id, receivedAt } of fresh) rows.set(id, { receivedAt, paintedAt: 0 })
    // What stands in the page now is painted at the end of the next frame, which is when the one after it begins.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        const paintedAt = now()
        for (const { id, receivedAt } of fresh) rows.set(id, { receivedAt, paintedAt })
      })
    )
  }
  addEventListener('DOMContentLoaded', () =>
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true })
  )

  const count = () => {
    frames += 1
    requestAnimationFrame(count)
  }

  const start = () => {
    if (startedAt === 0) requestAnimationFrame(count)
    frames = 0
    startedAt = now()
    rows.clear()
    tasks = []
    told = []
    for (const link of document.querySelectorAll('a[data-row]')) {
      rows.set(link.getAttribute('data-row') ?? '', { receivedAt: 0, paintedAt: 0 })
    }
  }
  const end = () => ({
    delays: [...rows.values()].flatMap(({ receivedAt, paintedAt }) =>
      receivedAt > 0 && paintedAt > 0 ? [paintedAt - receivedAt] : []
    ),
    tasks,
    told,
    frames,
    spanMs: now() - startedAt
  })
  Object.assign(globalThis, { watchRows: { start, end } })
})()
