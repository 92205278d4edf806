import { type Orphan, shownFlowName } from '@hookwright/model'
import { Badge, Button, EmptyState, Notice, Spinner } from '@hookwright/ui'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { PlugZap } from 'lucide-react'
import { useState } from 'react'
import type { ListedRegistration } from '../../features/switch/api-types.ts'
import { formatStanding, isLapsed, isLeft } from '../../features/switch/format-registration.ts'
import { faultOf } from '../../kit/api/fault-of.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { minuteTime } from '../../kit/page/clock-time.ts'
import { ConnectorMark } from '../../kit/page/connector-mark.tsx'
import { usePageTitle } from '../../kit/page/use-page-title.ts'
import { useWhyNotMaker } from '../../kit/page/use-person.ts'
import { MovedNotice } from '../upgrades/moved-notice.tsx'
import { UpgradesNotice } from '../upgrades/upgrades-notice.tsx'
import { UnownedRegistrations } from './unowned-registrations.tsx'
import { useUnowned } from './use-unowned.ts'

const Row = ({ told }: { told: ListedRegistration }) => {
  const { subscription, flowName, event, entry } = told
  const { word, tone, more } = formatStanding(told)
  const since = entry?.status.is === 'open' ? entry.openedAt : subscription.since
  return (
    <li className="relative flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-2.5 last:border-b-0 hover:bg-hover max-md:px-3">
      {event !== null && <ConnectorMark connectorId={event.connectorId} name={event.connectorName} />}
      <span className="flex min-w-0 grow basis-60 flex-col">
        <Link
          to="/registrations/$subscriptionId"
          params={{ subscriptionId: subscription.id }}
          className="w-fit max-w-full truncate rounded-xs text-label text-ink after:absolute after:inset-0"
        >
          {shownFlowName(flowName)}
        </Link>
        <span className="truncate text-small text-ink-3">
          {event === null
            ? 'Deleted event'
            : `${event.name} · ${event.connectorName} v${event.versionNumber}`}
          {' · …'}
          {subscription.tokenTail}
        </span>
      </span>
      <span className="flex min-w-0 flex-col items-end gap-0.5 max-md:items-start">
        <span className="flex items-center gap-2">
          <span className="tabular text-small text-ink-3">since {minuteTime(since)}</span>
          <Badge tone={tone}>{word}</Badge>
        </span>
        {more !== null && <span className="text-small text-ink-2">{more}</span>}
      </span>
    </li>
  )
}

const Part = ({ label, about, rows }: { label: string; about: string; rows: ListedRegistration[] }) =>
  rows.length === 0 ? null : (
    <section aria-label={label}>
      <h2 className="m-0 px-4 pt-4 text-h2 max-md:px-3">{label}</h2>
      <p className="m-0 px-4 pb-2 text-body text-ink-2 max-md:px-3">{about}</p>
      <ul className="m-0 list-none border-y border-line bg-surface p-0">
        {rows.map(told => (
          <Row key={told.subscription.id} told={told} />
        ))}
      </ul>
    </section>
  )

/** The registrations that no flow owns, such as those that a dry run left. Makers alone see them. */
const Unowned = ({ orphans }: { orphans: Orphan[] }) => (
  <section aria-label="Not owned by a flow">
    <h2 className="m-0 px-4 pt-4 text-h2 max-md:px-3">Not owned by a flow</h2>
    <p className="m-0 px-4 pb-2 text-body text-ink-2 max-md:px-3">
      Registrations left at a service by a dry run or a listening test, or found there by a comparison. Remove
      them, or give a reason to keep them.
    </p>
    <UnownedRegistrations
      orphans={orphans}
      withConnector
      className="border-y border-line bg-surface px-4 py-3 max-md:px-3"
    />
  </section>
)

/** Number of registrations without a problem on one page. */
const ON_A_PAGE = 50

/** Page of the registrations of users' flows. It also lists what may be left at services. */
export const RegistrationsPage = () => {
  usePageTitle('Registrations')
  const unowned = useUnowned(null, useWhyNotMaker() === null)
  const trpc = useTrpc()
  // Where each page begins, the first one left out.
  const [starts, setStarts] = useState<string[]>([])
  const before = starts.at(-1)
  const needy = useQuery(trpc.subscriptions.registrations.queryOptions({ part: 'needy' }))
  const fine = useQuery({
    ...trpc.subscriptions.registrations.queryOptions({
      part: 'fine',
      limit: ON_A_PAGE,
      ...(before !== undefined && { before })
    }),
    placeholderData: keepPreviousData
  })
  const error = needy.error ?? fine.error
  const data = needy.data && fine.data && [...needy.data, ...fine.data]
  const last = fine.data?.length === ON_A_PAGE ? fine.data.at(-1)?.subscription.id : undefined
  if (error !== null && data === undefined) return <Notice tone="err">{faultOf(error).message}</Notice>
  if (data === undefined) return <Spinner />
  return (
    <div className="flex min-h-0 grow flex-col overflow-y-auto pb-8">
      <h1 className="sr-only">Registrations</h1>
      <MovedNotice />
      <UpgradesNotice />
      {data.length === 0 && before === undefined && unowned.length === 0 && (
        <EmptyState icon={<PlugZap />} title="No registrations" className="my-auto">
          Flows that are on are registered at their service and listed here with all attempts.
        </EmptyState>
      )}
      <Part
        label="Possibly left at a service"
        about="Listed until deregistered or closed with a reason."
        rows={data.filter(isLeft)}
      />
      {unowned.length > 0 && <Unowned orphans={unowned} />}
      <Part
        label="Events may be missed"
        about="These subscriptions expired or no longer exist at the service. Subscriptions with automatic renewal are registered again automatically; for the others, use the flow’s canvas."
        rows={data.filter(told => !isLeft(told) && isLapsed(told))}
      />
      <Part
        label="Registered"
        about="Services that are sending events."
        rows={data.filter(told => !isLeft(told) && !isLapsed(told))}
      />
      {(before !== undefined || last !== undefined) && (
        <nav aria-label="Pages of registrations" className="flex flex-wrap justify-center gap-4 px-4 pt-4">
          {before !== undefined && (
            <Button size="card" onClick={() => setStarts(starts.slice(0, -1))}>
              Newer registrations
            </Button>
          )}
          {last !== undefined && (
            <Button size="card" busy={fine.isPlaceholderData} onClick={() => setStarts([...starts, last])}>
              Older registrations
            </Button>
          )}
        </nav>
      )}
    </div>
  )
}
