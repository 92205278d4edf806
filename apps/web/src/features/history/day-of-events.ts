import type { AppRouter } from '@hookwright/api'
import { HOUR, type Millis } from '@hookwright/model'
import type { inferRouterOutputs } from '@trpc/server'
import { formatNumber } from '../../kit/page/format-count.ts'
import type { Hour } from '../../kit/page/hour-bars.tsx'
import type { Activity } from './use-activity.ts'

type Chart = inferRouterOutputs<AppRouter>['deliveries']['chart']

/** Number of hours shown, including the current one. */
const HOURS = 24

/** Start of the first of the 24 hours. */
export const firstHourOf = (now: Millis): Millis => Math.floor(now / HOUR) * HOUR - (HOURS - 1) * HOUR

/** Events of the last 24 hours. */
export interface DayOfEvents {
  /** Events per hour, with the number of failed ones. */
  hours: Hour[]
  events: number
  failed: number
  /** Fraction of events that succeeded, among those with a result; null if no event has a result. */
  share: number | null
}

/** Adds up the counts of a chart by hour, for 24 hours from `first` on. */
export const dayOf = ({ edges, counts }: Pick<Chart, 'edges' | 'counts'>, first: Millis): DayOfEvents => {
  const hours = Array.from({ length: HOURS }, () => ({ runs: 0, failed: 0 }))
  let succeeded = 0
  counts.forEach((count, at) => {
    const slot = Math.floor(((edges[at] ?? first) - first) / HOUR)
    const hour = hours[Math.min(HOURS - 1, Math.max(0, slot))]
    if (hour === undefined) return
    hour.runs += Object.values(count).reduce((sum, each) => sum + each, 0)
    hour.failed += count.failed
    succeeded += count.succeeded
  })
  const events = hours.reduce((sum, { runs }) => sum + runs, 0)
  const failed = hours.reduce((sum, hour) => sum + hour.failed, 0)
  return { hours, events, failed, share: succeeded + failed === 0 ? null : succeeded / (succeeded + failed) }
}

/** Runs of the last 24 hours. */
export interface DayOfRuns extends Pick<DayOfEvents, 'hours' | 'failed'> {
  runs: number
  /** True if an hour had more runs than were counted. */
  isCut: boolean
}

/** Adds up the runs of several flows by hour. */
export const dayOfRuns = (flows: readonly Pick<Activity, 'hours' | 'isCut'>[]): DayOfRuns => {
  const hours = Array.from({ length: HOURS }, (_, at) => {
    const counts = flows.flatMap(flow => flow.hours[at] ?? [])
    return {
      runs: counts.reduce((sum, { runs }) => sum + runs, 0),
      failed: counts.reduce((sum, { failed }) => sum + failed, 0)
    }
  })
  return {
    hours,
    runs: hours.reduce((sum, { runs }) => sum + runs, 0),
    failed: hours.reduce((sum, { failed }) => sum + failed, 0),
    isCut: flows.some(({ isCut }) => isCut)
  }
}

/** Formats the number of runs. “1,000+” means that some runs were not counted. */
export const formatRuns = ({ runs, isCut }: Pick<DayOfRuns, 'runs' | 'isCut'>): string =>
  `${formatNumber(runs)}${isCut ? '+' : ''}`

/** Formats a fraction as a percentage. A fraction below 1 is never rounded up to `100%`. */
export const formatShare = (share: number): string => {
  if (share === 1 || share === 0) return `${share * 100}%`
  return `${(Math.min(999, Math.max(1, Math.round(share * 1_000))) / 10).toFixed(1)}%`
}
