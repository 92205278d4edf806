import { Button, cx } from '@hookwright/ui'
import { SlidersHorizontal } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useMedia } from '../../kit/page/use-media.ts'
import { FilterChips, type Narrowed } from './filter-chips.tsx'
import { LiveSwitch } from './live-switch.tsx'

/**
 * Toolbar of a list with its live switch and filters.
 * A small screen folds the filters.
 */
export const ListHead = ({
  filters,
  tools,
  chips,
  onClear,
  isPaused,
  onPause
}: {
  filters: ReactNode
  /** Search box, and actions on all rows of the list. */
  tools?: ReactNode
  /** The active filters. */
  chips: readonly Narrowed[]
  onClear: () => void
  isPaused: boolean
  onPause: (paused: boolean) => void
}) => {
  const isSmall = useMedia('(max-width: 767px)')
  const [isOpen, setOpen] = useState(false)
  const head = useRef<HTMLDivElement>(null)
  const count = chips.length
  const before = useRef(count)
  useEffect(() => {
    // With the last of them went what had the focus.
    const hadFocus = document.activeElement === document.body
    if (count === 0 && before.current > 0 && hadFocus) head.current?.querySelector('button')?.focus()
    before.current = count
  }, [count])
  return (
    <div
      ref={head}
      className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-surface px-4 py-2"
    >
      <LiveSwitch isPaused={isPaused} onPause={onPause} />
      {isSmall ? (
        <>
          <Button
            size="card"
            className="ml-auto"
            icon={<SlidersHorizontal aria-hidden className="size-3.5" strokeWidth={1.75} />}
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            {count === 0 ? 'Filters' : `Filters (${count})`}
          </Button>
          {isOpen && (
            <div className="grid w-full grid-cols-2 gap-2">
              {filters}
              {tools}
            </div>
          )}
        </>
      ) : (
        <>
          {tools !== undefined && <div className="ml-auto flex min-w-0 items-center gap-2">{tools}</div>}
          <fieldset
            aria-label="Filters"
            className={cx(
              'flex min-w-0 flex-wrap items-center gap-2',
              tools === undefined ? 'ml-auto' : 'w-full'
            )}
          >
            {filters}
          </fieldset>
        </>
      )}
      {count > 0 && <FilterChips chips={chips} onClear={onClear} />}
    </div>
  )
}
