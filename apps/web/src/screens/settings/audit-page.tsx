import type { Id } from '@hookwright/model'
import { EmptyState, Notice } from '@hookwright/ui'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { FilterSelect } from '../../features/history/filter-select.tsx'
import { ListFoot } from '../../features/history/list-foot.tsx'
import { TimeFilter } from '../../features/history/time-filter.tsx'
import { timeRangeOf } from '../../features/history/time-search.ts'
import { uncached } from '../../features/history/uncached.ts'
import { faultOf } from '../../kit/api/fault-of.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { secondTime } from '../../kit/page/clock-time.ts'
import { Loading } from '../../kit/page/loading.tsx'
import { SettingsPage } from '../../kit/page/settings-part.tsx'
import { usePageTitle } from '../../kit/page/use-page-title.ts'
import { usePerson } from '../../kit/page/use-person.ts'
import type { ListedEntry } from './api-types.ts'
import type { AuditSearch } from './audit-search.ts'
import { auditGroupChoices, auditGroupIn, formatAct } from './format-act.ts'

/** Number of entries loaded at a time. */
const PART = 100

const from = '/inside/settings-place/settings/audit'

const Filters = () => {
  const navigate = useNavigate()
  const search = useSearch({ from })
  const { data = [] } = useQuery(useTrpc().people.list.queryOptions())
  const narrow = (change: AuditSearch): void => {
    void navigate({ to: '/settings/audit', search: { ...search, ...change }, replace: true })
  }
  return (
    <fieldset
      aria-label="Filters"
      className="flex min-w-0 flex-wrap items-center gap-2 max-md:grid max-md:grid-cols-2"
    >
      <FilterSelect
        label="Member"
        all="All members"
        choices={data.map(({ id, name }) => ({ value: id, label: name }))}
        value={search.member}
        onValueChange={member => narrow({ member })}
      />
      <FilterSelect
        label="Action"
        all="All actions"
        choices={auditGroupChoices}
        value={auditGroupIn(search.group)}
        onValueChange={group => narrow({ group })}
      />
      <TimeFilter search={search} onSearch={narrow} />
    </fieldset>
  )
}

const cell = 'min-w-0 py-2 pr-4 align-top wrap-anywhere max-md:block max-md:py-0'

const EntryRow = ({ entry }: { entry: ListedEntry }) => {
  const { at, personName, key, item } = entry
  return (
    <tr className="border-b border-line text-body max-md:block max-md:py-2">
      <td className={`${cell} tabular whitespace-nowrap text-ink-2`}>{secondTime(at)}</td>
      <td className={cell}>
        {personName}
        {key !== null && <span className="block text-small text-ink-3">API key {key.name}</span>}
      </td>
      <td className={cell}>{formatAct(entry)}</td>
      <td className={`${cell} text-ink-2`}>{item === null ? '' : (item.name ?? item.id.slice(0, 8))}</td>
    </tr>
  )
}

const columns = ['Time', 'Member', 'Action', 'Item'] as const

const Entries = () => {
  const trpc = useTrpc()
  const { member, group: named, ...time } = useSearch({ from })
  const group = auditGroupIn(named)
  const filter = { ...(member && { personId: member }), ...(group && { group }) }
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: [...trpc.audit.list.pathKey(), filter, time],
    queryFn: ({ pageParam, client }) =>
      client.fetchQuery(
        trpc.audit.list.queryOptions(
          {
            ...filter,
            ...timeRangeOf(time, Date.now()),
            limit: PART,
            ...(pageParam !== null && { before: pageParam })
          },
          uncached
        )
      ),
    staleTime: 0,
    // The first part is before no entry, each further one before the last entry that is shown.
    initialPageParam: null as Id | null,
    getNextPageParam: page => page.next
  })
  if (data === undefined) {
    return error === null ? <Loading /> : <Notice tone="err">{faultOf(error).message}</Notice>
  }
  const entries = data.pages.flatMap(({ rows }) => rows)
  if (entries.length === 0) {
    return (
      <EmptyState title="No matching entries">
        Choose other filters. Entries are kept for one year.
      </EmptyState>
    )
  }
  return (
    <>
      <table aria-label="Audit log" className="w-full border-collapse text-left max-md:block">
        <thead className="max-md:sr-only">
          <tr className="border-b border-line text-small text-ink-3">
            {columns.map(label => (
              <th key={label} scope="col" className="py-2 pr-4 font-medium">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="max-md:block">
          {entries.map(entry => (
            <EntryRow key={entry.id} entry={entry} />
          ))}
        </tbody>
      </table>
      <ListFoot
        rows={entries.length}
        next={hasNextPage ? 'more' : null}
        lookedBackTo={null}
        isReading={isFetchingNextPage}
        fault={error}
        many="entries"
        onMore={() => void fetchNextPage()}
      />
    </>
  )
}

/** Page of the installation's audit log, for admins. */
export const AuditPage = () => {
  usePageTitle('Audit')
  const { role } = usePerson()
  return (
    <SettingsPage
      title="Audit"
      about={
        role === 'admin' &&
        'Shows who deployed, turned on, shared, revealed or deleted an item, and with which API key. Entries are kept for one year.'
      }
    >
      {role === 'admin' ? (
        <>
          <Filters />
          <Entries />
        </>
      ) : (
        <Notice tone="info">Only admins can see the audit log. Ask an admin if you need an entry.</Notice>
      )}
    </SettingsPage>
  )
}
