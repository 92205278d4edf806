import { followedBounds, leastShares, liveBounds, type liveFiguresOf, rates } from './live-figures.ts'

/** Formats the report of the live-pages bench: a table in Markdown. */
export function liveReportOf({
  usual,
  fast,
  followed,
  goals,
  foreignCores,
  disturbed,
  measurements
}: ReturnType<typeof liveFiguresOf>): string {
  const row = (name: string, bound: string, found: string, reached: boolean) =>
    `| ${name} | ${bound} | ${found} | ${reached ? 'reached' : 'MISSED'} |`
  const none = 'nothing measured'
  return [
    '',
    '| live pages | goal | product | |',
    '|---|---|---|---|',
    row(
      `${rates.usual} deliveries/s: from arrival to its row, p95`,
      `≤ ${liveBounds.rowMs} ms`,
      `${usual.rowP95Ms.toFixed(0)} ms (p50 ${usual.rowP50Ms.toFixed(0)} ms) at ${usual.rate.toFixed(0)}/s`,
      goals.row
    ),
    row(
      `${rates.fast.toLocaleString('en')} deliveries/s: messages to the page`,
      `≤ ${liveBounds.messagesPerSecond}/s`,
      fast === null
        ? none
        : `${fast.messagesPerSecond.toFixed(1)}/s at ${fast.rate.toFixed(0)} deliveries/s, rows p95 ${fast.rowP95Ms.toFixed(0)} ms`,
      goals.told
    ),
    row(
      'the longest task of the page',
      `≤ ${liveBounds.taskMs} ms`,
      fast === null ? none : `${fast.longestTaskMs.toFixed(0)} ms`,
      goals.tasks
    ),
    row(
      'rows seen of the deliveries at the usual rate',
      `≥ ${100 * leastShares.seen} %`,
      `${(100 * usual.seen).toFixed(0)} %`,
      goals.seen
    ),
    row(
      'rates that were reached',
      `≥ ${100 * leastShares.rate} %`,
      `${usual.rate.toFixed(0)}/s, ${fast === null ? none : `${fast.rate.toFixed(0)}/s`}`,
      goals.usualRate && goals.fastRate
    ),
    row(
      `100 cards with Follow live at ${rates.usual} events/s: frames`,
      `≥ ${followedBounds.framesPerSecond}/s`,
      `${followed.framesPerSecond.toFixed(0)}/s at ${followed.rate.toFixed(0)} events/s`,
      goals.followedFrames && goals.followedRate
    ),
    row(
      'the longest task of that page',
      `≤ ${followedBounds.taskMs} ms`,
      `${followed.longestTaskMs.toFixed(0)} ms`,
      goals.followedTasks
    ),
    '',
    'Of the fast rounds the best is told.',
    disturbed > 0
      ? `DISTURBED: in ${disturbed} of ${measurements} measurements other processes took too much, ` +
        `${foreignCores.most.toFixed(2)} cores at most, ${foreignCores.median.toFixed(2)} in the median.`
      : `The machine was quiet: other processes took ${foreignCores.most.toFixed(2)} cores at most.`,
    ''
  ].join('\n')
}
