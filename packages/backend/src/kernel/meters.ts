import type {
  AttemptKind,
  AttemptOutcome,
  Id,
  Millis,
  RefusalReason,
  Run,
  RunStatus
} from '@hookwright/model'

/** Results of requests at Event URLs and API endpoints. */
export const requestResults = ['accepted', 'duplicate', 'filtered', 'handshake', 'refused'] as const
export type RequestResult = (typeof requestResults)[number]

/** Histogram of durations. The last count contains durations above all bounds. */
export interface Durations {
  /** Upper bounds in milliseconds, ascending. */
  bounds: readonly Millis[]
  counts: number[]
  /** Sum of all durations in milliseconds. */
  sum: Millis
}

/** Number of attempts at services with the same kind and outcome. */
export interface AttemptCount {
  kind: AttemptKind
  outcome: AttemptOutcome
  count: number
}

/** Counts since the start of this process. */
export interface Counts {
  /**
   * Numbers of requests by connector and result. Connectors above a limit are counted together as {@link
   * OTHER_CONNECTORS}.
   */
  requests: ReadonlyMap<Id, Readonly<Record<RequestResult, number>>>
  refusals: ReadonlyMap<RefusalReason, number>
  /** Time from the complete request to the durable delivery, for accepted deliveries. */
  accepting: Durations
  /** Ended and suspended runs, by status. */
  runs: ReadonlyMap<RunStatus['is'], number>
  /** Time from the start of a run to its end. */
  running: Durations
  /** Time from the arrival of a delivery to the start of its first run. */
  delay: Durations
  attempts: readonly AttemptCount[]
  /** Duration of attempts at services, by kind. */
  attempting: ReadonlyMap<AttemptKind, Durations>
}

/** Counters of this process. They are plain numbers and are read on demand. */
export interface Meters {
  countRequest: (connectorId: Id, result: RequestResult) => void
  countRefusal: (reason: RefusalReason) => void
  /** Records the time until an accepted delivery was durable. */
  noteAccepted: (took: Millis) => void
  /** Records the time that a delivery waited for its first run. */
  noteStarted: (delay: Millis) => void
  /** Counts a stored run that ended or was suspended. */
  countRun: (run: Pick<Run, 'status' | 'startedAt' | 'finishedAt'>) => void
  /** Counts an ended attempt at a service. `took` is null if its start is unknown. */
  countAttempt: (kind: AttemptKind, outcome: AttemptOutcome, took: Millis | null) => void
  read: () => Counts
}

/** Maximum number of connectors with separate counters. The number of labels must stay bounded. */
const MOST_CONNECTORS = 200

/** Key under which all connectors above the limit are counted together. */
export const OTHER_CONNECTORS = 'other'

const ACCEPTING = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000]
const RUNNING = [
  5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 300_000, 3_600_000
]
const ATTEMPTING = [50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000]

const createDurations = (bounds: readonly Millis[]): Durations => ({
  bounds,
  counts: new Array<number>(bounds.length + 1).fill(0),
  sum: 0
})

/** Adds a duration. A negative duration counts as 0, since the clock may have been set back. */
const add = (durations: Durations, took: Millis): void => {
  const { bounds, counts } = durations
  const time = took > 0 ? took : 0
  let at = 0
  while (at < bounds.length && time > (bounds[at] ?? 0)) at++
  counts[at] = (counts[at] ?? 0) + 1
  durations.sum += time
}

const noRequests = (): Record<RequestResult, number> => ({
  accepted: 0,
  duplicate: 0,
  filtered: 0,
  handshake: 0,
  refused: 0
})

/**
 * Creates the counters, all zero.
 * @param mostConnectors number of connectors with separate counters
 */
export const createMeters = (mostConnectors = MOST_CONNECTORS): Meters => {
  const requests = new Map<Id, Record<RequestResult, number>>()
  const refusals = new Map<RefusalReason, number>()
  const runs = new Map<RunStatus['is'], number>()
  const attempts = new Map<string, AttemptCount>()
  const attempting = new Map<AttemptKind, Durations>()
  const accepting = createDurations(ACCEPTING)
  const running = createDurations(RUNNING)
  const delay = createDurations(RUNNING)

  const requestsOf = (connectorId: Id): Record<RequestResult, number> => {
    const known = requests.get(connectorId)
    if (known !== undefined) return known
    const key = requests.size < mostConnectors ? connectorId : OTHER_CONNECTORS
    const counts = requests.get(key) ?? noRequests()
    requests.set(key, counts)
    return counts
  }

  return {
    countRequest: (connectorId, result) => {
      requestsOf(connectorId)[result]++
    },
    countRefusal: reason => {
      refusals.set(reason, (refusals.get(reason) ?? 0) + 1)
    },
    noteAccepted: took => add(accepting, took),
    noteStarted: took => add(delay, took),
    countRun: ({ status, startedAt, finishedAt }) => {
      runs.set(status.is, (runs.get(status.is) ?? 0) + 1)
      if (finishedAt !== null && status.is !== 'on-hold') add(running, finishedAt - startedAt)
    },
    countAttempt: (kind, outcome, took) => {
      const key = `${kind} ${outcome}`
      const counted = attempts.get(key) ?? { kind, outcome, count: 0 }
      counted.count++
      attempts.set(key, counted)
      if (took === null) return
      const durations = attempting.get(kind) ?? createDurations(ATTEMPTING)
      attempting.set(kind, durations)
      add(durations, took)
    },
    read: () => ({
      requests,
      refusals,
      accepting,
      runs,
      running,
      delay,
      attempts: [...attempts.values()],
      attempting
    })
  }
}
