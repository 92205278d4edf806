import { cx } from '@hookwright/ui'
import { ChevronRight } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'

/** Collapsible section for settings that most services do not need. */
export const OptionalParts = ({
  set,
  isOpen,
  children
}: {
  /** Names of the configured settings; null if there are none. */
  set: string | null
  /** True if the section is initially open. */
  isOpen: boolean
  children: ReactNode
}) => {
  const id = useId()
  const [open, setOpen] = useState(isOpen)
  return (
    <div className="border-t border-line pt-3">
      <button
        type="button"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
        className="flex min-h-8 w-full items-center gap-1.5 rounded-s text-left text-label text-ink hover:bg-hover"
      >
        <ChevronRight
          aria-hidden
          className={cx('size-4 shrink-0 text-ink-3 transition-transform', open && 'rotate-90')}
          strokeWidth={1.75}
        />
        Optional
        <span className="min-w-0 truncate text-small text-ink-3">
          {set ?? 'Renewal, comparison with the service, verification, shared Event URL'}
        </span>
      </button>
      <div id={id} hidden={!open} className={cx('flex-col gap-5 pt-4', open && 'flex')}>
        {children}
      </div>
    </div>
  )
}
