import { Button } from '@hookwright/ui'
import { SlidersHorizontal, X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useMedia } from '../shell/use-media.ts'
import { LiveSwitch } from './live-switch.tsx'

/** What stands above a list: whether it is live, and what it is narrowed to. A small screen folds the filters. */
export const ListHead = ({
  filters,
  count,
  onClear,
  isPaused,
  onPause
}: {
  filters: ReactNode
  /** How many filters leave something out. */
  count: number
  onClear: () => void
  isPaused: boolean
  onPause: (paused: boolean) => void
}) => {
  const isSmall = useMedia('(max-width: 767px)')
  const [isOpen, setOpen] = useState(false)
  const clear = count > 0 && (
    <Button
      look="quiet"
      size="card"
      icon={<X aria-hidden className="size-3.5" strokeWidth={2} />}
      className="max-md:col-span-2"
      onClick={onClear}
    >
      Clear filters
    </Button>
  )
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-surface px-4 py-2">
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
              {clear}
            </div>
          )}
        </>
      ) : (
        <fieldset aria-label="Filters" className="ml-auto flex min-w-0 flex-wrap items-center gap-2">
          {clear}
          {filters}
        </fieldset>
      )}
    </div>
  )
}
