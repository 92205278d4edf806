import { median } from '../median.ts'
import { disturbingCores } from '../wait-for-quiet.ts'

/**
 * Measurements of one page in one round. Times are in milliseconds; frames are the intervals between two frames.
 */
interface LargeRound {
  /** Time from the navigation until all cards in sight stood there. */
  presentMs: number
  drag: number[]
  pan: number[]
  /** Number of cores that other processes took meanwhile. */
  foreignCores: number
}

interface SmallRound {
  drag: number[]
  pan: number[]
  /** Times until each key was painted. */
  typing: number[]
  walking: number[]
  foreignCores: number
}

/** Targets of the canvas, as bounds. */
export const canvasBounds = { framesPerSecond: 55, keyMs: 50, presentRatio: 1.5 }

/**
 * Returns the figures to print and the reached targets.
 *
 * @param given.small of the smaller flow
 * @param given.large by round
 */
export function canvasFiguresOf({
  small,
  large
}: {
  small: SmallRound[]
  large: { product: LargeRound[]; reference: LargeRound[] }
}) {
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
  const isSmooth = ({ perSecond }: { perSecond: number }) => perSecond >= canvasBounds.framesPerSecond
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

function largeOf(rounds: LargeRound[]) {
  return {
    presentMs: median(rounds.map(({ presentMs }) => presentMs)),
    drag: pacingOf(rounds.map(({ drag }) => drag)),
    pan: pacingOf(rounds.map(({ pan }) => pan))
  }
}

/** Returns the frame pacing, each number the median of the rounds. */
function pacingOf(rounds: number[][]) {
  return {
    perSecond: median(
      rounds.map(frames => (1_000 * frames.length) / frames.reduce((total, frame) => total + frame, 0))
    ),
    p95Ms: median(rounds.map(p95))
  }
}

function p95(numbers: number[]) {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? Number.NaN
}
