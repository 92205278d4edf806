import { Button, Chip } from '@hookwright/ui'
import { X } from 'lucide-react'
import { useEffect, useRef } from 'react'

/** An active filter of a list. */
export interface Narrowed {
  /** Name of the filter, such as “Status”. */
  label: string
  /** Value of the filter, such as “done”. */
  value: string
  /** Removes this filter from the list. */
  remove: () => void
}

/**
 * Active filters of a list, each with a button to remove it.
 *
 * After a removal the next button gets the focus.
 */
export const FilterChips = ({ chips, onClear }: { chips: readonly Narrowed[]; onClear: () => void }) => {
  const list = useRef<HTMLUListElement>(null)
  const removed = useRef<number | null>(null)
  useEffect(() => {
    const at = removed.current
    removed.current = null
    if (at === null) return
    const crosses = list.current?.querySelectorAll<HTMLButtonElement>('button[aria-label]') ?? []
    crosses[Math.min(at, chips.length - 1)]?.focus()
  }, [chips.length])
  return (
    <div className="flex w-full min-w-0 flex-wrap items-center gap-2">
      <ul
        ref={list}
        aria-label="Active filters"
        className="m-0 flex min-w-0 list-none flex-wrap items-center gap-1.5 p-0"
      >
        {chips.map(({ label, value, remove }, at) => (
          <li key={label} className="flex min-w-0">
            <Chip
              kind="any"
              className="h-6.5 max-w-80"
              title={`${label}: ${value}`}
              removeLabel={`Remove ${label}: ${value}`}
              onRemove={() => {
                removed.current = at
                remove()
              }}
            >
              <span className="text-ink-2">{label}:</span> {value}
            </Chip>
          </li>
        ))}
      </ul>
      <Button
        look="quiet"
        size="card"
        icon={<X aria-hidden className="size-3.5" strokeWidth={2} />}
        onClick={onClear}
      >
        Clear filters
      </Button>
    </div>
  )
}
