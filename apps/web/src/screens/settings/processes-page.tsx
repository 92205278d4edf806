import { formatDuration } from '@hookwright/model'
import { Notice } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Facts } from '../../features/history/facts.tsx'
import { formatSize } from '../../features/history/format-time.ts'
import { faultOf } from '../../kit/api/fault-of.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { minuteTime } from '../../kit/page/clock-time.ts'
import { formatList, formatNumber } from '../../kit/page/format-count.ts'
import { Loading } from '../../kit/page/loading.tsx'
import { SettingsPage, SettingsPart } from '../../kit/page/settings-part.tsx'
import { usePageTitle } from '../../kit/page/use-page-title.ts'
import type { InstallationProcesses } from './api-types.ts'
import { formatDeliveries, formatRuns } from './format-kept.ts'

/** Polling interval of the page, in milliseconds. */
const AGAIN = 5_000

const linkLook = 'rounded-xs font-medium text-accent-text underline'

const roleNames: Record<string, string> = { web: 'Pages and API', receive: 'receiving', run: 'running' }

const formatRoles = (roles: string[]): string => formatList(roles.map(role => roleNames[role] ?? role))

type Fact = [name: string, value: ReactNode]
type FactList = readonly Fact[]

const readAgo = (lag: number): Fact => [
  'Changes from other processes',
  `Last loaded ${formatDuration(lag)} ago`
]

/** Returns the properties of a process, as labels and values. */
const factsOf = (process: InstallationProcesses['processes'][number], at: number): FactList => {
  const { processId, host, version, node, startedAt, roles, memory, eventLoopDelay, queue, changeLag } =
    process
  return [
    ['Process', `${processId} on ${host}`],
    ['Version', `${version}, Node ${node.replace(/^v/, '')}`],
    ['Roles', formatRoles(roles)],
    ['Started', `${minuteTime(startedAt)}, up for ${formatDuration(Math.max(0, at - startedAt))}`],
    ['Memory', `${formatSize(memory.resident)}, ${formatSize(memory.heap)} of it in use by JavaScript`],
    [
      'Event loop delay',
      `${formatDuration(eventLoopDelay.p99)} (p99), ${formatDuration(eventLoopDelay.max)} at most`
    ],
    ['Runs in progress', formatNumber(queue.running)],
    ['Runs waiting for a slot', formatNumber(queue.waiting)],
    ...(typeof changeLag === 'number' ? [readAgo(changeLag)] : [])
  ]
}

/** Returns the properties of a process that does not respond. */
const factsOfSilent = (process: InstallationProcesses['silent'][number]): FactList => {
  const { version, startedAt, roles, silentFor } = process
  return [
    ['State', `No heartbeat for ${formatDuration(silentFor)}`],
    ['Version', version],
    ['Roles', formatRoles(roles)],
    ['Started', minuteTime(startedAt)]
  ]
}

const queueNames: Record<string, string> = {
  work: 'Queue',
  'work-in-order': 'Queue of ordered and limited flows',
  'work-resumed': 'Queue of resumed flows',
  duties: 'Background tasks'
}

/** Formats the jobs of a queue: “3 waiting, 2 running; the oldest waits for 4 s”. */
const formatQueue = ({
  waiting,
  planned,
  running,
  oldestWaiting
}: InstallationProcesses['queues'][number]): string => {
  const counts = [
    `${formatNumber(waiting)} waiting`,
    ...(planned === null ? [] : [`${formatNumber(planned)} planned`]),
    `${formatNumber(running)} running`
  ].join(', ')
  return oldestWaiting === null ? counts : `${counts}; the oldest waits for ${formatDuration(oldestWaiting)}`
}

/**
 * Returns labels and values about the work that all processes share, such as queues and unfinished
 * deliveries.
 */
const factsOfWork = ({
  at,
  queues,
  backlog,
  openBreakers,
  cleanupEntries,
  database
}: InstallationProcesses): FactList => {
  const { deliveries, isMore, oldestAt } = backlog
  const { unindexed } = database
  return [
    ...queues.map((each): Fact => [queueNames[each.queue] ?? each.queue, formatQueue(each)]),
    ['Unfinished deliveries', `${isMore ? 'more than ' : ''}${formatDeliveries(deliveries)}`],
    [
      'Oldest unfinished delivery',
      oldestAt === null ? 'None' : `waiting for ${formatDuration(Math.max(0, at - oldestAt))}`
    ],
    [
      'Search index',
      unindexed === undefined || unindexed === 0 ? 'Up to date' : `${formatNumber(unindexed)} rows behind`
    ],
    ['Blocked services', formatNumber(openBreakers)],
    ['Open cleanup entries', formatNumber(cleanupEntries)]
  ]
}

const factsOfDatabase = ({ database }: InstallationProcesses): FactList => {
  const about = database.isEstimate ? 'about ' : ''
  return [
    ['Database', database.name],
    ['Size', `${formatSize(database.database)}, ${formatSize(database.free)} free`],
    ['Write-ahead log', formatSize(database.log)],
    ['Search index', formatSize(database.index)],
    ['History', `${about}${formatDeliveries(database.deliveries)}, ${about}${formatRuns(database.runs)}`]
  ]
}

/** Settings page about the processes of the installation, their queues and the database, for admins. */
export const ProcessesPage = () => {
  usePageTitle('Processes')
  const { data, error } = useQuery(
    useTrpc().installation.processes.queryOptions(undefined, { refetchInterval: AGAIN, staleTime: 0 })
  )
  if (data === undefined) {
    return error === null ? <Loading /> : <Notice tone="err">{faultOf(error).message}</Notice>
  }
  return (
    <SettingsPage title="Processes">
      <SettingsPart
        title="Processes"
        about={
          <>
            {data.processes.length > 1
              ? `${formatNumber(data.processes.length)} processes share the database. `
              : 'One process does all the work. '}
            This page is updated every five seconds. For alarms and charts, see{' '}
            <Link to="/help/$page" params={{ page: 'monitoring' }} className={linkLook}>
              Monitoring
            </Link>
            .
          </>
        }
      >
        {data.processes.map(process => (
          <Facts
            key={`${process.host} ${process.processId}`}
            wide
            label={`Process ${process.processId} on ${process.host}`}
            facts={factsOf(process, data.at)}
          />
        ))}
        {data.silent.map(process => (
          <Facts key={process.name} wide label={`Process ${process.name}`} facts={factsOfSilent(process)} />
        ))}
      </SettingsPart>
      <SettingsPart
        title="Work"
        about="Jobs by queue, and items that need attention. Planned jobs are due later, and a delivery is unfinished until its first run has ended."
      >
        <Facts wide label="Work" facts={factsOfWork(data)} />
      </SettingsPart>
      <SettingsPart
        title="Database"
        about={
          <>
            The database contains all data. Set retention periods under{' '}
            <Link to="/settings/retention" className={linkLook}>
              Retention
            </Link>
            .
          </>
        }
      >
        <Facts wide label="Database" facts={factsOfDatabase(data)} />
      </SettingsPart>
    </SettingsPage>
  )
}
