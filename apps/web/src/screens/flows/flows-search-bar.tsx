import { IconButton, Menu, TextField } from '@hookwright/ui'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { ArrowDownUp, ListFilter, Search } from 'lucide-react'
import type { FlowsSearch } from './flows-search.ts'

const sortLabels = { name: 'By name', newest: 'Newest first', 'last-run': 'Last run first' } as const
const standingLabels = {
  all: 'All flows',
  on: 'On',
  off: 'Off',
  attention: 'Needs attention'
} as const

/** The search over the flows, which of them are shown, and how they are sorted. All of it stands in the address. */
export const FlowsSearchBar = () => {
  const navigate = useNavigate()
  const { q, by, status } = useSearch({ from: '/inside/flows-place/flows' })
  const search = (change: FlowsSearch): void => {
    // What is asked for otherwise is shown from its top on.
    void navigate({ to: '/flows', search: { q, by, status, ...change }, replace: true })
  }
  const sorts = (['name', 'newest', 'last-run'] as const).map(id => ({
    id,
    label: sortLabels[id],
    checked: (by ?? 'name') === id,
    run: () => search({ by: id === 'name' ? undefined : id })
  }))
  const standings = (['all', 'on', 'off', 'attention'] as const).map(id => ({
    id,
    label: standingLabels[id],
    checked: (status ?? 'all') === id,
    run: () => search({ status: id === 'all' ? undefined : id })
  }))
  return (
    <div className="flex items-center gap-1 max-md:order-last max-md:w-full">
      <TextField
        label="Search flows"
        hideLabel
        type="search"
        placeholder="Search"
        before={<Search />}
        value={q ?? ''}
        onValueChange={value => search({ q: value || undefined })}
        className="w-64 max-md:w-full max-md:grow"
      />
      <Menu
        groups={[standings]}
        trigger={
          <IconButton
            label={`Show: ${standingLabels[status ?? 'all']}`}
            aria-pressed={status !== undefined}
            icon={<ListFilter aria-hidden />}
          />
        }
      />
      <Menu
        groups={[sorts]}
        trigger={
          <IconButton label={`Sort: ${sortLabels[by ?? 'name']}`} icon={<ArrowDownUp aria-hidden />} />
        }
      />
    </div>
  )
}
