import type { Id } from '@hookwright/model'
import { Button, Menu, TextField } from '@hookwright/ui'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { ArrowDownUp, Search } from 'lucide-react'
import { Segments } from '../../kit/page/segments.tsx'
import type { ConnectorSort, ConnectorsSearch } from './connectors-search.ts'
import type { Tally } from './use-tallies.ts'

const sortLabels: Record<ConnectorSort, string> = {
  name: 'By name',
  newest: 'Newest first',
  edited: 'Last edited first'
}

/** Search, filter and sort order of the connectors, stored in the URL. */
export const ConnectorsSearchBar = ({
  tallies
}: {
  /** Counts by connector; null while loading. */
  tallies: ReadonlyMap<Id, Tally> | null
}) => {
  const navigate = useNavigate()
  const { q, sort, state } = useSearch({ from: '/inside/connectors' })
  const search = (change: ConnectorsSearch): void =>
    void navigate({ to: '/connectors', search: { q, sort, state, ...change }, replace: true })
  const all = [...(tallies?.values() ?? [])]
  const deployed = all.filter(tally => tally.deployed !== null).length
  const sorts = (['name', 'newest', 'edited'] as const).map(id => ({
    id,
    label: sortLabels[id],
    checked: (sort ?? 'name') === id,
    run: () => search({ sort: id === 'name' ? undefined : id })
  }))
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <TextField
        label="Search connectors"
        hideLabel
        type="search"
        placeholder="Search names and keys"
        before={<Search />}
        value={q ?? ''}
        onValueChange={value => search({ q: value || undefined })}
        className="w-66 max-md:w-full"
      />
      <Segments
        label="Show"
        value={state ?? 'all'}
        onValueChange={value => search({ state: value === 'all' ? undefined : value })}
        segments={[
          { value: 'all', label: 'All' },
          { value: 'on', label: 'In use', count: all.filter(({ on }) => on > 0).length },
          { value: 'deployed', label: 'Deployed', count: deployed },
          { value: 'not-deployed', label: 'Not deployed', count: all.length - deployed }
        ]}
      />
      <Menu
        groups={[sorts]}
        trigger={
          <Button
            look="quiet"
            aria-label={`Sort: ${sortLabels[sort ?? 'name']}`}
            icon={<ArrowDownUp aria-hidden className="size-4" strokeWidth={1.75} />}
          >
            <span className="max-sm:sr-only">{sortLabels[sort ?? 'name']}</span>
          </Button>
        }
      />
    </div>
  )
}
