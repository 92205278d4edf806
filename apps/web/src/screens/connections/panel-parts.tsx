import { cx } from '@hookwright/ui'
import type { ReactNode } from 'react'

/** Heading of a section of the panel. */
export const Heading = ({ children }: { children: ReactNode }) => (
  <h3 className="m-0 flex min-h-8 items-center gap-2 text-small font-semibold text-ink-2">{children}</h3>
)

/** Label and value in a section of the panel; a value of several lines is aligned to the top. */
export const Line = ({
  label,
  long = false,
  children
}: {
  label: string
  long?: boolean
  children: ReactNode
}) => (
  <div className={cx('flex min-h-8 gap-3 border-t border-line', long ? 'py-1.5' : 'items-center')}>
    <dt className="text-ink-2">{label}</dt>
    <dd className="m-0 ml-auto min-w-0 text-right text-ink wrap-anywhere">{children}</dd>
  </div>
)
