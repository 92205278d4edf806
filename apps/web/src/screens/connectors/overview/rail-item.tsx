import { cx } from '@hookwright/ui'
import type { ReactNode } from 'react'

/**
 * List row with a round mark, a title with a line below, and a state at the right. In an ordered list, a
 * vertical rail connects the marks.
 */
export const RailItem = ({
  mark,
  isFilled = false,
  isOnRail = true,
  title,
  about,
  state
}: {
  mark: ReactNode
  /** True to fill the mark, to emphasize the row, for example of the deployed version. */
  isFilled?: boolean
  /** False for a row of an unordered list; the row then has no rail. */
  isOnRail?: boolean
  title: ReactNode
  about: ReactNode
  state?: ReactNode
}) => (
  <li
    className={cx(
      'relative flex min-h-12 items-center gap-3 py-1',
      isOnRail &&
        'before:absolute before:top-1/2 before:-bottom-1/2 before:left-[11px] before:border-l-2 before:border-rail last:before:hidden'
    )}
  >
    <span
      className={cx(
        'relative z-1 flex size-6 shrink-0 items-center justify-center rounded-full [&_svg]:size-3.5',
        isFilled && 'bg-rail-done text-surface',
        !isFilled &&
          (isOnRail ? 'bg-surface text-ink-2 ring-[1.5px] ring-rail ring-inset' : 'bg-hover text-ink-2')
      )}
    >
      {mark}
    </span>
    <span className="flex min-w-0 grow flex-col">
      <span className="flex min-w-0 text-label text-ink">{title}</span>
      <span className="truncate text-small text-ink-3">{about}</span>
    </span>
    {state !== undefined && <span className="flex shrink-0">{state}</span>}
  </li>
)

/** Class names of a link in the title of a `RailItem`. */
export const railLinkClass = 'min-w-0 truncate rounded-xs text-label text-ink hover:underline'
