import { median } from '../median.mjs'
import { disturbingCores } from '../wait-for-quiet.mjs'

/**
 * Measurements of one page in one round. Times are in milliseconds; frames are the intervals between two frames.
 *
 * @typedef {object} LargeRound
 * @property {number} presentMs from the navigation until all cards in sight stood there
 * @property {number[]} drag
 * @property {number[]} pan
 * @property {number} foreignCores how many cores other processes took meanwhile
 *
 * @typedef {object} SmallRound
 * @property {number[]} drag
 * @property {number[]} pan
 * @property {number[]} typing how long each key took to be painted
 * @property {number[]} walking
 * @property {number} foreignCores
 */

/** Targets of the canvas, as bounds. */
export const canvasBounds = { framesPerSecond: 55, keyMs: 50, presentRatio: 1.5 }

/**
 * Returns the figures to print and the reached targets.
 *
 * @param {object} given
 * @param {SmallRound[]} given.small of the smaller flow
 * @param {{ product: LargeRound[], reference: LargeRound[] }} given.large by round
 */
export function canvasFiguresOf({ small, large }) {
  const foreign = [...small, ...large.product, ...large.reference].map(({ foreignCores }) => foreignCores)
  const figures = {
    small: {
      drag: pacingOf(small.map(({ drag }) => drag)),
      pan: pacingOf(small.map(({ pan }) => pan)),
      typingMs: median(small.map(({ typing }) => p95(typing))),
      walkingMs: median(small.map(({ walking }) => p95(walking)))
    },
    product: largeOf(large.product),
    reference: largeOf(large.reference),
    presentRatio: median(
      large.product.map(
        ({ presentMs }, round) => presentMs / (large.reference[round]?.presentMs ?? Number.NaN)
      )
    ),
    foreignCores: { median: median(foreign), most: Math.max(...foreign) },
    disturbed: foreign.filter(cores => cores > disturbingCores).length,
    measurements: foreign.length
  }
  const isSmooth = (/** @type {{ perSecond: number }} */ { perSecond }) =>
    perSecond >= canvasBounds.framesPerSecond
  const goals = {
    smallDrag: isSmooth(figures.small.drag),
    smallPan: isSmooth(figures.small.pan),
    typing: figures.small.typingMs <= canvasBounds.keyMs,
    walking: figures.small.walkingMs <= canvasBounds.keyMs,
    present: figures.presentRatio <= canvasBounds.presentRatio,
    largeDrag: isSmooth(figures.product.drag),
    largePan: isSmooth(figures.product.pan)
  }
  return { ...figures, goals, reached: Object.values(goals).every(Boolean) }
}

/** @param {LargeRound[]} rounds */
function largeOf(rounds) {
  return {
    presentMs: median(rounds.map(({ presentMs }) => presentMs)),
    drag: pacingOf(rounds.map(({ drag }) => drag)),
    pan: pacingOf(rounds.map(({ pan }) => pan))
  }
}

/**
 * Returns the frame pacing, each number the median of the rounds.
 *
 * @param {number[][]} rounds
 */
function pacingOf(rounds) {
  return {
    perSecond: median(
      rounds.map(frames => (1_000 * frames.length) / frames.reduce((total, frame) => total + frame, 0))
    ),
    p95Ms: median(rounds.map(p95))
  }
}

/** @param {number[]} numbers */
function p95(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? Number.NaN
}
