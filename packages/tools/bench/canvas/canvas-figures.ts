import { disturbanceLine, disturbanceOf, judged, row } from '../goals.ts'
import { median, p95 } from '../median.ts'

/**
 * Measurements of one page in one round, in milliseconds. `drag` and `pan` are intervals between two frames.
 */
interface LargeRound {
  /** Time from the navigation until all visible cards were drawn. */
  presentMs: number
  drag: number[]
  pan: number[]
  /** Number of CPU cores that other processes used during the measurement. */
  foreignCores: number
}

interface SmallRound {
  drag: number[]
  pan: number[]
  /** Times from a key press until its result was painted, for each key. */
  typing: number[]
  walking: number[]
  foreignCores: number
}

/**
 * Targets of the canvas. `presentRatio` is the maximum time until all visible cards are drawn, as a ratio to
 * the reference page.
 */
const canvasBounds = { framesPerSecond: 55, keyMs: 50, presentRatio: 1.5 }

/**
 * Returns the figures to print and the reached targets.
 *
 * @param given.small measurements of the smaller flow
 * @param given.large measurements of the larger flow, by round
 */
export function canvasFiguresOf({
  small,
  large
}: {
  small: SmallRound[]
  large: { product: LargeRound[]; reference: LargeRound[] }
}) {
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
    ...disturbanceOf([...small, ...large.product, ...large.reference])
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
  return { ...figures, ...judged(goals) }
}

function largeOf(rounds: LargeRound[]) {
  return {
    presentMs: median(rounds.map(({ presentMs }) => presentMs)),
    drag: pacingOf(rounds.map(({ drag }) => drag)),
    pan: pacingOf(rounds.map(({ pan }) => pan))
  }
}

/** Returns the frame pacing. Each number is the median of the rounds. */
function pacingOf(rounds: number[][]) {
  return {
    perSecond: median(
      rounds.map(frames => (1_000 * frames.length) / frames.reduce((total, frame) => total + frame, 0))
    ),
    p95Ms: median(rounds.map(p95))
  }
}

/**
 * Formats the report of the canvas bench: a table in Markdown.
 *
 * @param fields number of fields of the smaller flow
 */
export function canvasReportOf(figures: ReturnType<typeof canvasFiguresOf>, fields: number): string {
  const { small, product, reference, presentRatio, goals } = figures
  const { framesPerSecond, keyMs, presentRatio: presentBound } = canvasBounds
  const smooth = ({ perSecond, p95Ms }: typeof product.drag) =>
    `${perSecond.toFixed(1)} frames/s, p95 ${p95Ms.toFixed(1)} ms`
  return [
    '',
    '| canvas | goal | product | bare React Flow | |',
    '|---|---|---|---|---|',
    row(
      `100 cards, ${fields} fields: drag`,
      `≥ ${framesPerSecond} frames/s`,
      smooth(small.drag),
      '',
      goals.smallDrag
    ),
    row('pan', `≥ ${framesPerSecond} frames/s`, smooth(small.pan), '', goals.smallPan),
    row('a letter typed, p95', `≤ ${keyMs} ms`, `${small.typingMs} ms`, '', goals.typing),
    row('an arrow to the next card, p95', `≤ ${keyMs} ms`, `${small.walkingMs} ms`, '', goals.walking),
    row(
      '1,000 cards: present',
      `≤ ${presentBound} × bare`,
      `${product.presentMs.toFixed(0)} ms, ${presentRatio.toFixed(2)} ×`,
      `${reference.presentMs.toFixed(0)} ms`,
      goals.present
    ),
    row(
      'drag',
      `≥ ${framesPerSecond} frames/s`,
      smooth(product.drag),
      smooth(reference.drag),
      goals.largeDrag
    ),
    row('pan', `≥ ${framesPerSecond} frames/s`, smooth(product.pan), smooth(reference.pan), goals.largePan),
    '',
    'Medians of the rounds. Headless Chromium draws by software, and no screen waits: frames are how often the page was ' +
      'asked to draw, at most 60 a second. Keys are the time that the browser reports until the next painted frame, in steps of 8 ms from 16 ms on.',
    disturbanceLine(figures),
    ''
  ].join('\n')
}
