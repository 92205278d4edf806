import { median, rounded } from '../median.mjs'

/** Sizes of the two histories, in deliveries. */
export const sizes = { small: 10_000, large: 1_000_000 }

/** Targets: ratio of the large to the small history for pages, of the large one to the reference for starts. */
export const bounds = { page: 1.25, coldStart: 5 }

/** @typedef {'first' | 'deep' | 'one' | 'runs' | 'deepRuns'} PageName */
/** @typedef {{ p50Ms: number, p99Ms: number, refused: number }} Read */

/**
 * @param {object} given
 * @param {Record<PageName, { small: Read[], large: Read[] }>} given.reads by round
 * @param {{ product: number[], reference: number[] }} given.coldMs
 */
export function growthFiguresOf({ reads, coldMs }) {
  const pages = Object.entries(reads).map(([name, { small, large }]) => ({
    name: /** @type {PageName} */ (name),
    smallMs: median(small.map(({ p99Ms }) => p99Ms)),
    largeMs: median(large.map(({ p99Ms }) => p99Ms)),
    // Each to the other of its round: what disturbs one round disturbs both.
    ratio: rounded(median(large.map(({ p99Ms }, round) => p99Ms / (small[round]?.p99Ms ?? Number.NaN))))
  }))
  const coldStart = {
    medianMs: median(coldMs.product),
    ratio: rounded(median(coldMs.product) / median(coldMs.reference))
  }
  const refused = Object.values(reads)
    .flatMap(({ small, large }) => [...small, ...large])
    .reduce((total, read) => total + read.refused, 0)
  /** @type {Record<string, boolean>} */
  const goals = {
    ...Object.fromEntries(pages.map(({ name, ratio }) => [name, ratio <= bounds.page])),
    coldStart: coldStart.ratio <= bounds.coldStart,
    refused: refused === 0
  }
  return { pages, coldStart, refused, goals, reached: Object.values(goals).every(Boolean) }
}
