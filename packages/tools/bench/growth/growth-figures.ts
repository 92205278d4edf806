import { judged, row } from '../goals.ts'
import { median, rounded } from '../median.ts'

/** Sizes of the two histories, in deliveries. */
export const sizes = { small: 10_000, large: 1_000_000 }

/**
 * Targets. `page`: how much longer a page may take with the large history than with the small one.
 * `coldStart`: how much longer a start with the large history may take than one of the reference server.
 */
const bounds = { page: 1.25, coldStart: 5 }

export type PageName = 'first' | 'deep' | 'one' | 'runs' | 'deepRuns'

interface Read {
  p50Ms: number
  p99Ms: number
  refused: number
}

/**
 * Returns the figures to print and the reached targets.
 *
 * @param given.reads measurements by round
 */
export function growthFiguresOf({
  reads,
  coldMs
}: {
  reads: Record<PageName, { small: Read[]; large: Read[] }>
  coldMs: { product: number[]; reference: number[] }
}) {
  const pages = Object.entries(reads).map(([name, { small, large }]) => ({
    name: name as PageName,
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
  const goals: Record<string, boolean> = {
    ...Object.fromEntries(pages.map(({ name, ratio }) => [name, ratio <= bounds.page])),
    coldStart: coldStart.ratio <= bounds.coldStart,
    refused: refused === 0
  }
  return { pages, coldStart, refused, ...judged(goals) }
}

const names: Record<PageName, string> = {
  first: 'the newest deliveries',
  deep: 'deliveries in the middle',
  one: 'one delivery',
  runs: 'the newest runs',
  deepRuns: 'runs in the middle'
}

/** Formats the report of the growth part: a table in Markdown. */
export function growthReportOf({
  pages,
  coldStart,
  refused,
  goals
}: ReturnType<typeof growthFiguresOf>): string {
  const count = (number: number) => number.toLocaleString('en')
  return [
    '',
    `| p99 of a page, 4 readers | ${count(sizes.small)} kept | ${count(sizes.large)} kept | goal | found | |`,
    '|---|---|---|---|---|---|',
    ...pages.map(({ name, smallMs, largeMs, ratio }) =>
      row(
        names[name],
        `${smallMs.toFixed(1)} ms`,
        `${largeMs.toFixed(1)} ms`,
        `≤ ${bounds.page} ×`,
        `${ratio.toFixed(2)} ×`,
        goals[name]
      )
    ),
    row(
      'cold start to first 2xx',
      '',
      `${coldStart.medianMs.toFixed(0)} ms`,
      `≤ ${bounds.coldStart} × the reference`,
      `${coldStart.ratio.toFixed(2)} ×`,
      goals.coldStart
    ),
    '',
    `${refused} reads were refused or broken.`,
    ''
  ].join('\n')
}
