import { median, percentile, rounded } from '../median.ts'
import { disturbingCores } from '../wait-for-quiet.ts'

/** Measurements of one round on an open page of deliveries. Times are in milliseconds. */
export interface LiveRound {
  /** Deliveries that were accepted. */
  sent: number
  /** Time for which they were sent. */
  seconds: number
  /** Times from the arrival of each delivery whose row was seen until the row was painted. */
  delays: number[]
  /** Those that kept the page busy for 50 ms or more. */
  tasks: number[]
  /** Times at which the messages of the live connection came. */
  told: number[]
  /** Number of cores that other processes took meanwhile. */
  foreignCores: number
}

/** Measurements of one round on the canvas of a flow with *Follow live*. */
export interface FollowedRound {
  /** Deliveries that were accepted. */
  sent: number
  /** Time for which they were sent. */
  seconds: number
  /** Frames drawn meanwhile. */
  frames: number
  /** Time for which frames were counted. */
  spanMs: number
  /** Those that kept the page busy for 50 ms or more. */
  tasks: number[]
  /** Number of cores that other processes took meanwhile. */
  foreignCores: number
}

/** Targets of a canvas with *Follow live*. */
export const followedBounds = { framesPerSecond: 55, taskMs: 50 }

/** Targets of live pages, as bounds: one message in 100 ms is ten a second. */
export const liveBounds = { rowMs: 500, messagesPerSecond: 10, taskMs: 200 }

/**
 * Preconditions of a target: minimum share of deliveries whose rows were seen at the usual rate, and minimum share of
 * the intended rate. Without them, a page that shows little or a small load would pass.
 */
export const leastShares = { seen: 0.9, rate: 0.9 }

/** Rates in deliveries per second. */
export const rates = { usual: 50, fast: 2_000 }

/**
 * Returns the figures to print and the reached targets. The best fast round counts: of those that reached the rate, if
 * any, the one with the shortest longest task.
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
  const foreign = [...usual, ...fast, ...followed].map(({ foreignCores }) => foreignCores)
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
    foreignCores: { median: median(foreign), most: Math.max(...foreign) },
    disturbed: foreign.filter(cores => cores > disturbingCores).length,
    measurements: foreign.length
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
  return { ...figures, goals, reached: Object.values(goals).every(Boolean) }
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
