import { Button, Menu, TextField } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { ListFilter, Search } from 'lucide-react'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { Segments } from '../../kit/page/segments.tsx'
import { type FlowsSearch, flowSorts } from './flows-search.ts'

const sortLabels = { name: 'By name', newest: 'Newest first', 'last-run': 'Last run first' } as const

/** Search, filter and sort order of the flow list, stored in the URL. */
export const FlowsSearchBar = () => {
  const navigate = useNavigate()
  const { q, by, status } = useSearch({ from: '/inside/flows-place/flows' })
  const { data: overview } = useQuery(useTrpc().flows.overview.queryOptions())
  const search = (change: FlowsSearch): void => {
    // What is asked for otherwise is shown from its top on.
    void navigate({ to: '/flows', search: { q, by, status, ...change }, replace: true })
  }
  const sorts = (['name', ...flowSorts] as const).map(id => ({
    id,
    label: sortLabels[id],
    checked: (by ?? 'name') === id,
    run: () => search({ by: id === 'name' ? undefined : id })
  }))
  const attention = {
    id: 'attention',
    label: 'Needs attention',
    checked: status === 'attention',
    run: () => search({ status: status === 'attention' ? undefined : 'attention' })
  }
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <TextField
        label="Search flows"
        hideLabel
        type="search"
        placeholder="Search names and connectors"
        before={<Search />}
        value={q ?? ''}
        onValueChange={value => search({ q: value || undefined })}
        className="w-66 max-md:w-full"
      />
      <Segments
        label="Show"
        value={status === 'attention' ? null : (status ?? 'all')}
        onValueChange={value => search({ status: value === 'all' ? undefined : value })}
        segments={[
          { value: 'all', label: 'All' },
          { value: 'on', label: 'On', count: overview?.on },
          { value: 'off', label: 'Off', count: overview && overview.flows - overview.on },
          { value: 'failing', label: 'Failing', count: overview?.failing }
        ]}
      />
      <Menu
        groups={[[attention], sorts]}
        trigger={
          <Button
            look="quiet"
            aria-label={`Filter and sort: ${sortLabels[by ?? 'name']}`}
            icon={<ListFilter aria-hidden className="size-4" />}
          >
            <span className="max-sm:sr-only">{status === 'attention' ? 'Needs attention' : 'Filter'}</span>
          </Button>
        }
      />
    </div>
  )
}
