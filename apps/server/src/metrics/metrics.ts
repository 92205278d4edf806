import { type Gauges, type Measurements, OTHER_CONNECTORS, requestResults } from '@hookwright/backend'
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import { histogramText } from './histogram-text.ts'

/** Metrics of this process in Prometheus' text format. */
export interface Metrics {
  contentType: string
  /** Reads all metrics. Throws `storage.failed`. */
  read: () => Promise<string>
}

/** Names and help texts of the histograms. Their counts come from the backend, which has added them up. */
const histograms = {
  accepting: {
    name: 'hookwright_delivery_duration_seconds',
    help: 'Time from receiving the complete request until its delivery is stored.'
  },
  delay: {
    name: 'hookwright_run_delay_seconds',
    help: 'Time from the arrival of a delivery to the start of its first run.'
  },
  running: { name: 'hookwright_run_duration_seconds', help: 'Time from the start of a run to its end.' },
  attempting: {
    name: 'hookwright_registration_duration_seconds',
    help: 'Duration of operations on subscriptions at services.'
  }
} as const

/** Creates the metrics and begins to measure the process: event loop, memory, garbage collection. */
export const createMetrics = (params: {
  measurements: Measurements
  /** Version of this server. */
  version: string
  /** Returns true while the server can receive deliveries. */
  isReady: () => Promise<boolean>
}): Metrics => {
  const { measurements, version, isReady } = params
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const counter = <Label extends string>(name: string, help: string, labelNames: Label[] = []) =>
    new Counter({ name, help, labelNames, registers })
  const gauge = <Label extends string>(name: string, help: string, labelNames: Label[] = []) =>
    new Gauge({ name, help, labelNames, registers })

  gauge('hookwright_info', 'Version of this process; always 1.', ['version']).set({ version }, 1)
  const ready = gauge('hookwright_ready', '1 while the server can accept deliveries, otherwise 0.')
  const deliveries = counter(
    'hookwright_deliveries_total',
    'Requests at Event URLs and API endpoints by connector and result.',
    ['connector', 'result']
  )
  const refusals = counter('hookwright_refusals_total', 'Refused requests by reason.', ['reason'])
  const runs = counter('hookwright_runs_total', 'Runs that ended or were suspended, by status.', ['status'])
  const operations = counter(
    'hookwright_registration_total',
    'Operations on subscriptions at services by kind and result.',
    ['op', 'result']
  )
  const subscriptions = gauge('hookwright_subscriptions', 'Subscriptions that have not ended, by status.', [
    'status'
  ])
  const queue = gauge(
    'hookwright_queue_depth',
    'Jobs by queue and state: waiting, planned for later, or running. With PostgreSQL, the jobs of all processes.',
    ['queue', 'state']
  )
  const backlog = gauge(
    'hookwright_backlog_deliveries',
    'Accepted deliveries whose first run has not ended. Counts up to 1000.'
  )
  const oldest = gauge(
    'hookwright_oldest_waiting_seconds',
    'Age of the oldest delivery whose first run has not ended; 0 for none.'
  )
  const processes = gauge('hookwright_processes', 'Processes that share the data, by their last heartbeat.')
  const cleanup = gauge('hookwright_cleanup_entries', 'Open cleanup entries.')
  const breakers = gauge('hookwright_open_breakers', 'Services to which requests are blocked.')
  const bytes = gauge('hookwright_database_bytes', 'Disk space used by the database, by part.', ['part'])
  const unindexed = gauge(
    'hookwright_unindexed_rows',
    'Deliveries and runs that are not in the text index yet.'
  )

  const setCounters = (connectorKeys: ReadonlyMap<string, string>): void => {
    const counts = measurements.counts()
    for (const one of [deliveries, refusals, runs, operations]) one.reset()
    for (const [id, ofConnector] of counts.requests) {
      // A connector that was deleted keeps its counts, together with those beyond the limit.
      const connector = connectorKeys.get(id) ?? OTHER_CONNECTORS
      for (const result of requestResults) deliveries.inc({ connector, result }, ofConnector[result])
    }
    for (const [reason, count] of counts.refusals) refusals.inc({ reason }, count)
    for (const [status, count] of counts.runs) runs.inc({ status }, count)
    for (const { kind, outcome, count } of counts.attempts)
      operations.inc({ op: kind, result: outcome }, count)
  }

  const setGauges = (gauges: Gauges): void => {
    const { size, backlog: waiting } = gauges
    subscriptions.reset()
    for (const [status, count] of gauges.subscriptions) subscriptions.set({ status }, count)
    for (const { queue: name, oldestWaiting, ...depth } of gauges.queues) {
      for (const [state, count] of Object.entries(depth)) {
        if (count !== null) queue.set({ queue: name, state }, count)
      }
    }
    backlog.set(waiting.deliveries)
    oldest.set(waiting.oldestAt === null ? 0 : Math.max(0, gauges.at - waiting.oldestAt) / 1_000)
    processes.set(gauges.processes)
    cleanup.set(gauges.cleanupEntries)
    breakers.set(gauges.openBreakers)
    bytes.set({ part: 'database' }, size.database)
    bytes.set({ part: 'free' }, size.free)
    bytes.set({ part: 'log' }, size.log)
    bytes.set({ part: 'index' }, size.index)
    unindexed.set(size.unindexed ?? 0)
  }

  const histogramTexts = (): string[] => {
    const { accepting, delay, running, attempting } = measurements.counts()
    const attempts = [...attempting].map(([op, durations]) => ({ labels: { op }, durations }))
    return [
      histogramText(histograms.accepting, [{ labels: {}, durations: accepting }]),
      histogramText(histograms.delay, [{ labels: {}, durations: delay }]),
      histogramText(histograms.running, [{ labels: {}, durations: running }]),
      histogramText(histograms.attempting, attempts)
    ]
  }

  return {
    contentType: registry.contentType,
    read: async () => {
      const gauges = await measurements.gauges()
      setCounters(gauges.connectorKeys)
      setGauges(gauges)
      ready.set((await isReady()) ? 1 : 0)
      return [await registry.metrics(), ...histogramTexts()].join('')
    }
  }
}
