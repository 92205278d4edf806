import { Button } from '@hookwright/ui'
import { ListFilter } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { FilterChips, type Narrowed } from './filter-chips.tsx'
import { LiveSwitch } from './live-switch.tsx'

/**
 * Toolbar of a list: search, segments, filters, saved views and the live switch.
 *
 * One button opens all filters. Active filters are always visible.
 */
export const ListHead = ({
  search,
  segments,
  filters,
  tools,
  chips,
  onClear,
  isPaused,
  onPause
}: {
  search?: ReactNode
  /** Segmented buttons for the most common filters. */
  segments?: ReactNode
  /** Filter controls, shown below the toolbar when the user opens them. */
  filters: ReactNode
  /** Control for the saved views of the list. */
  tools?: ReactNode
  /** Chips of the active filters. */
  chips: readonly Narrowed[]
  onClear: () => void
  isPaused: boolean
  onPause: (paused: boolean) => void
}) => {
  const [isOpen, setOpen] = useState(false)
  const head = useRef<HTMLDivElement>(null)
  const count = chips.length
  const before = useRef(count)
  useEffect(() => {
    // With the last of them went what had the focus.
    const hadFocus = document.activeElement === document.body
    if (count === 0 && before.current > 0 && hadFocus) {
      head.current?.querySelector<HTMLElement>('button[aria-expanded]')?.focus()
    }
    before.current = count
  }, [count])
  return (
    <div ref={head} className="flex min-w-0 grow flex-wrap items-center gap-x-3 gap-y-2">
      {search}
      {segments !== undefined && <span className="flex">{segments}</span>}
      <Button
        look="quiet"
        // On phones its icon stands beside the search, before the segments.
        className="aria-expanded:bg-hover max-md:order-first max-md:w-10 max-md:px-0"
        icon={<ListFilter aria-hidden className="size-4" strokeWidth={1.75} />}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <span className="max-md:sr-only">{count === 0 ? 'Filter' : `Filter (${count})`}</span>
      </Button>
      <span className="contents max-md:flex">{tools}</span>
      <span className="grow" />
      <span className="contents max-md:flex">
        <LiveSwitch isPaused={isPaused} onPause={onPause} />
      </span>
      {isOpen && (
        <fieldset
          aria-label="Filter"
          className="flex w-full min-w-0 flex-wrap items-center gap-2 max-md:grid max-md:grid-cols-2"
        >
          {filters}
        </fieldset>
      )}
      {count > 0 && (
        <span className="contents max-md:block max-md:w-full">
          <FilterChips chips={chips} onClear={onClear} />
        </span>
      )}
    </div>
  )
}
