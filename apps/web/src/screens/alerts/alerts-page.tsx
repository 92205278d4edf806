import { alertKinds, alertTitles } from '@hookwright/model'
import {
  Button,
  buttonClass,
  cx,
  EmptyState,
  lazyPart,
  Notice,
  Select,
  Spinner,
  useLazy
} from '@hookwright/ui'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { BellRing, Check, CheckCheck } from 'lucide-react'
import { useState } from 'react'
import { faultOf } from '../../kit/api/fault-of.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { FEW_ROWS } from '../../kit/page/few-rows.tsx'
import { PageAction, PageFrame } from '../../kit/page/page-frame.tsx'
import { Segments } from '../../kit/page/segments.tsx'
import { useNotifier } from '../../kit/page/use-notifier.ts'
import { usePageTitle } from '../../kit/page/use-page-title.ts'
import { usePerson } from '../../kit/page/use-person.ts'
import { AlertRow } from './alert-row.tsx'
import type { AlertsSearch } from './alerts-search.ts'

const ALL = 'all'
const kinds = [
  { value: ALL, label: 'All kinds' },
  ...alertKinds.map(kind => ({ value: kind, label: alertTitles[kind] }))
] as const

const lazyParts = lazyPart(() => import('./alert-parts.tsx'))

/** Number of alerts per page. Older alerts can be found with the filter by kind. */
const PAGE = 50
const MOST = 200

/** Filters of the alerts, stored in the URL. */
const AlertFilters = () => {
  const navigate = useNavigate()
  const search = useSearch({ from: '/inside/flows-place/alerts' })
  const narrow = (change: AlertsSearch): void => {
    void navigate({ to: '/alerts', search: { ...search, ...change }, replace: true })
  }
  return (
    <>
      <Segments
        label="Show"
        value={search.show ?? 'all'}
        onValueChange={show => narrow({ show: show === 'all' ? undefined : show })}
        segments={[
          { value: 'all', label: 'All' },
          { value: 'unseen', label: 'Unread' }
        ]}
      />
      <Select
        label="Kind"
        hideLabel
        choices={kinds}
        value={search.kind ?? ALL}
        onValueChange={kind => narrow({ kind: kind === ALL ? undefined : kind })}
        className="w-56 max-md:w-auto max-md:grow max-md:basis-40"
      />
    </>
  )
}

/** Page of the alerts, newest first. */
export const AlertsPage = () => {
  usePageTitle('Alerts')
  const trpc = useTrpc()
  const notifier = useNotifier()
  const { id, role } = usePerson()
  const { kind, show } = useSearch({ from: '/inside/flows-place/alerts' })
  const [limit, setLimit] = useState(PAGE)
  const input = { limit, ...(kind && { kinds: [kind] }), ...(show && { unseen: true as const }) }
  const { data, error } = useQuery({
    ...trpc.alerts.list.queryOptions(input),
    placeholderData: keepPreviousData
  })
  const { mutateAsync: markSeen } = useMutation(trpc.alerts.markSeen.mutationOptions())
  const see = (alertIds: string[] | null): void => notifier.ifFails(markSeen({ alertIds }))
  const mayMark = role !== 'viewer'
  // One who sees all leaves those of others to them, unless they mark one by itself.
  const hasUnseen =
    data?.rows.some(({ seenAt, ownerId }) => seenAt === null && (ownerId === null || ownerId === id)) === true
  const isNarrowed = kind !== undefined || show !== undefined
  const hasRows = data !== undefined && data.rows.length > 0
  const isEmpty = data !== undefined && !hasRows && !isNarrowed
  // Below many alerts nobody would find them; a button in the header leads to the destinations then.
  const showsParts = isEmpty || (hasRows && !isNarrowed && data.rows.length <= FEW_ROWS)
  const parts = useLazy(lazyParts, showsParts)
  return (
    <PageFrame
      title="Alerts"
      filters={hasRows || isNarrowed ? <AlertFilters /> : undefined}
      actions={
        <>
          {mayMark && hasUnseen && kind === undefined && (
            <PageAction
              icon={<CheckCheck aria-hidden className="size-4" strokeWidth={1.75} />}
              onClick={() => see(null)}
            >
              {role === 'admin' ? 'Mark my alerts as read' : 'Mark all as read'}
            </PageAction>
          )}
          {role === 'admin' && data !== undefined && !showsParts && (
            <Link
              to="/settings/alerts"
              className={cx(buttonClass(), 'max-md:w-10 max-md:px-0 max-md:[&_svg]:size-5')}
            >
              <BellRing aria-hidden className="size-4" strokeWidth={1.75} />
              <span className="max-md:sr-only">Alert destinations</span>
            </Link>
          )}
        </>
      }
    >
      {error !== null && data === undefined && <Notice tone="err">{faultOf(error).message}</Notice>}
      {error === null && data === undefined && <Spinner />}
      {data?.rows.length === 0 && isNarrowed && (
        <EmptyState title="No matching alerts">Choose all kinds, or include read alerts.</EmptyState>
      )}
      {isEmpty && (
        <div className="flex flex-col gap-1 pb-8">
          <h2 className="m-0 flex items-center gap-1.5 text-h3 text-ink">
            <Check aria-hidden className="size-4 shrink-0 text-ok" strokeWidth={2} />
            No alerts
          </h2>
          <p className="m-0 pl-5.5 text-body text-ink-2">
            Nothing needs your attention. Alerts appear here when a rule below applies, and stay for 30 days.
          </p>
        </div>
      )}
      {hasRows && (
        <ul aria-label="Alerts" className="m-0 list-none border-t border-line p-0">
          {data.rows.map(alert => (
            <AlertRow key={alert.id} alert={alert} onSeen={mayMark ? () => see([alert.id]) : null} />
          ))}
        </ul>
      )}
      {showsParts && parts !== null && (
        <div className={hasRows ? 'pt-10' : undefined}>
          <parts.AlertParts />
        </div>
      )}
      {data?.next != null && (
        <p className="m-0 flex justify-center p-4 text-small text-ink-3">
          {limit < MOST ? (
            <Button onClick={() => setLimit(MOST)}>Show older alerts</Button>
          ) : (
            `These are the newest ${MOST} alerts. Choose a kind to see older ones.`
          )}
        </p>
      )}
    </PageFrame>
  )
}
