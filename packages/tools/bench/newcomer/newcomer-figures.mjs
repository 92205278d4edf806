/**
 * Times of the steps of a new user, in milliseconds. Times are in milliseconds.
 * @typedef {object} Way
 * @property {number} builtAtMs from `npm start` until all was built and the practice service was there
 * @property {number} startedAtMs until the link was printed
 * @property {import('./walk.mjs').Step[]} steps from there on
 * @property {number} cpuSeconds of all that was started, the browser too
 * @property {number} foreignCores how many cores other processes took meanwhile
 */

/** Targets from `npm start` to a displayed run. */
export const newcomerBounds = { seconds: 15, clicks: 12 }

/**
 * Returns the figures to print, taken from the fastest walk, since others slowed down the rest.
 *
 * @param {Way[]} ways
 */
export function newcomerFiguresOf(ways) {
  const totals = ways.map(totalMs)
  const best = ways[totals.indexOf(Math.min(...totals))]
  if (best === undefined) throw new Error('Nobody went.')
  const seconds = totalMs(best) / 1_000
  const clicks = best.steps.reduce((sum, step) => sum + step.clicks, 0)
  const goals = { seconds: seconds <= newcomerBounds.seconds, clicks: clicks <= newcomerBounds.clicks }
  return {
    seconds,
    clicks,
    secondsByWay: totals.map(ms => ms / 1_000),
    startSeconds: best.startedAtMs / 1_000,
    buildSeconds: best.builtAtMs / 1_000,
    steps: best.steps,
    cpuSeconds: best.cpuSeconds,
    foreignCores: best.foreignCores,
    goals,
    reached: goals.seconds && goals.clicks
  }
}

/** @param {Way} way */
function totalMs({ startedAtMs, steps }) {
  return steps.reduce((sum, { ms }) => sum + ms, startedAtMs)
}
