import { judged, row } from '../goals.ts'
import { disturbingCores } from '../wait-for-quiet.ts'
import type { Step } from './walk.ts'

/** Times of a new user's walk, in milliseconds. */
export interface Way {
  /** Time from `npm start` until the build was done and the practice service had started. */
  builtAtMs: number
  /** Time from `npm start` until the link was printed. */
  startedAtMs: number
  /** Steps of the walk after the link was printed. */
  steps: Step[]
  /** CPU time of all started processes, including the browser, in seconds. */
  cpuSeconds: number
  /** Number of CPU cores that other processes used during the walk. */
  foreignCores: number
}

/** Targets from `npm start` to a displayed run. */
const newcomerBounds = { seconds: 15, clicks: 12 }

/**
 * Returns the figures to print. Only the fastest walk counts, since other processes slowed the others down.
 */
export function newcomerFiguresOf(ways: Way[]) {
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
    ...judged(goals)
  }
}

function totalMs({ startedAtMs, steps }: Way) {
  return steps.reduce((sum, { ms }) => sum + ms, startedAtMs)
}

/** Formats the report of the newcomer bench: tables in Markdown. */
export function newcomerReportOf(figures: ReturnType<typeof newcomerFiguresOf>): string {
  const { seconds, clicks, startSeconds, buildSeconds, steps, goals, secondsByWay } = figures
  const { cpuSeconds, foreignCores } = figures
  return [
    '',
    row('newcomer', 's', 'clicks'),
    '|---|---|---|',
    row('`npm start`: build', buildSeconds.toFixed(1), 0),
    row('`npm start`: until it listens', (startSeconds - buildSeconds).toFixed(1), 0),
    ...steps.map(step => row(step.name, (step.ms / 1_000).toFixed(1), step.clicks)),
    '',
    row('goal', 'bound', 'found', ''),
    '|---|---|---|---|',
    row(
      'from `npm start` to a run that is shown',
      `≤ ${newcomerBounds.seconds} s`,
      `${seconds.toFixed(1)} s`,
      goals.seconds
    ),
    row('clicks', `≤ ${newcomerBounds.clicks}`, clicks, goals.clicks),
    '',
    `A fresh clone of what is committed, installed and not built, empty data, a browser that is open already. All times: ` +
      `${secondsByWay.map(each => each.toFixed(1)).join(', ')} s; the least counts. ` +
      `It took ${cpuSeconds.toFixed(1)} s of CPU time, the browser's included.`,
    foreignCores > disturbingCores
      ? `DISTURBED: other processes took ${foreignCores.toFixed(2)} cores meanwhile.`
      : `The machine was quiet: other processes took ${foreignCores.toFixed(2)} cores.`,
    ''
  ].join('\n')
}
