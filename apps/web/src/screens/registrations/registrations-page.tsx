import type { Millis } from '@hookwright/model'
import { Button, buttonClass, cx, EmptyState, Notice, Spinner } from '@hookwright/ui'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useActivity } from '../../features/history/use-activity.ts'
import type { ListedRegistration } from '../../features/switch/api-types.ts'
import { formatRegistrationCount, isLapsed, isLeftover } from '../../features/switch/format-registration.ts'
import { useNow } from '../../features/switch/use-now.ts'
import { faultOf } from '../../kit/api/fault-of.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { FEW_ROWS } from '../../kit/page/few-rows.tsx'
import { PageFrame } from '../../kit/page/page-frame.tsx'
import { usePageTitle } from '../../kit/page/use-page-title.ts'
import { useWhyNotMaker } from '../../kit/page/use-person.ts'
import { MovedNotice } from '../upgrades/moved-notice.tsx'
import { UpgradesNotice } from '../upgrades/upgrades-notice.tsx'
import { columns, RegistrationRow } from './registration-row.tsx'
import { UnownedRegistrations } from './unowned-registrations.tsx'
import { useUnowned } from './use-unowned.ts'

/** Section of the registrations; renders nothing without rows. */
const Part = ({
  label,
  about,
  rows,
  activity,
  now,
  children
}: {
  label: string
  /** Description of the section; null if the page has only this section, which then has no heading. */
  about: string | null
  rows: ListedRegistration[]
  /** Runs of the last 24 hours, by flow. */
  activity: ReturnType<typeof useActivity>
  now: Millis
  /** Additional rows. */
  children?: ReactNode
}) =>
  rows.length === 0 && children === undefined ? null : (
    <section aria-label={label} className="pb-8">
      {about === null ? (
        // The title of the page names it to those who see it.
        <h2 className="sr-only">{label}</h2>
      ) : (
        <header className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 pb-2 max-md:border-b max-md:border-line">
          <h2 className="m-0 text-h3">{label}</h2>
          <p className="m-0 text-small text-ink-3">{about}</p>
        </header>
      )}
      {rows.length > 0 && (
        <div
          aria-hidden
          className={`hidden h-8 items-center gap-x-6 border-b border-line text-small font-medium text-ink-3 ${columns}`}
        >
          <span>Flow</span>
          <span>Event URL</span>
          <span className="max-xl:hidden">Runs, 24 hours</span>
          <span>Last event</span>
          <span className="max-lg:hidden">Confirmed</span>
          <span className="max-xl:hidden">Expires</span>
          <span className="text-right">State</span>
          <span />
        </div>
      )}
      {/* The first row has a padding of its own. */}
      <ul className={cx('m-0 list-none p-0', about === null && 'max-md:-mt-2.5')}>
        {rows.map((registration, at) => (
          <RegistrationRow
            key={registration.subscription.id}
            registration={registration}
            hours={activity.get(registration.subscription.flowId)?.hours}
            now={now}
            opensAtFirst={rows.length <= FEW_ROWS && at === 0}
          />
        ))}
      </ul>
      {children}
    </section>
  )

/** Number of registrations without a problem on one page. */
const ON_A_PAGE = 50

/** Maximum number of flows whose runs of the last 24 hours are shown. */
const MOST_BARS = 100

/** Page of the registrations of users' flows. It also lists possible leftovers at services. */
export const RegistrationsPage = () => {
  usePageTitle('Registrations')
  const unowned = useUnowned(null, useWhyNotMaker() === null)
  const trpc = useTrpc()
  const now = useNow(15_000)
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
  const activity = useActivity(
    [...new Set([...(needy.data ?? []), ...(fine.data ?? [])].map(({ subscription }) => subscription.flowId))]
      // The bars of the first hundred are enough: those of a list that long are not read.
      .slice(0, MOST_BARS)
  )
  const error = needy.error ?? fine.error
  const data = needy.data && fine.data && [...needy.data, ...fine.data]
  const last = fine.data?.length === ON_A_PAGE ? fine.data.at(-1)?.subscription.id : undefined
  if (error !== null && data === undefined) return <Notice tone="err">{faultOf(error).message}</Notice>
  if (data === undefined) return <Spinner />
  const left = data.filter(isLeftover)
  const registered = data.filter(registration => !isLeftover(registration) && !isLapsed(registration))
  const isAllWell = registered.length === data.length && unowned.length === 0
  const leftCount = left.length + unowned.length
  return (
    <PageFrame
      title="Registrations"
      count={
        data.length + unowned.length === 0
          ? undefined
          : formatRegistrationCount(registered, { left: leftCount, hasMore: last !== undefined })
      }
    >
      <MovedNotice />
      <UpgradesNotice />
      {data.length === 0 && before === undefined && unowned.length === 0 && (
        <EmptyState
          title="No registrations"
          action={
            <Link to="/flows" className={buttonClass()}>
              Show flows
            </Link>
          }
        >
          A flow is registered at its service when you turn it on. Its registration and all attempts are then
          listed here.
        </EmptyState>
      )}
      <Part
        label="Possibly left at a service"
        about="Remove each registration, or close it with a reason."
        rows={left}
        activity={activity}
        now={now}
      >
        {unowned.length === 0 ? undefined : <UnownedRegistrations orphans={unowned} withConnector />}
      </Part>
      <Part
        label="Events may be missed"
        about="These subscriptions expired or no longer exist at the service. Flows with automatic renewal are registered again automatically; register all other flows again on their canvas."
        rows={data.filter(registration => !isLeftover(registration) && isLapsed(registration))}
        activity={activity}
        now={now}
      />
      <Part
        label="Registered"
        about={isAllWell ? null : 'Services that are sending events.'}
        rows={registered}
        activity={activity}
        now={now}
      />
      {(before !== undefined || last !== undefined) && (
        <nav aria-label="Registration pages" className="flex flex-wrap justify-center gap-4 px-4">
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
    </PageFrame>
  )
}
