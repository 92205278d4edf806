import type { ReactNode } from 'react'
import { cx } from './cx.ts'

/**
 * Placeholder for the first row of an empty list: a line that names the list, a line that explains how rows
 * appear, and one button. Show an icon only for a failure.
 */
export const EmptyState = ({
  icon,
  title,
  children,
  action,
  alone = false,
  className
}: {
  icon?: ReactNode
  title: string
  children?: ReactNode
  action?: ReactNode
  /** True if it is the only content of a page. It then has the page's padding, and no line above. */
  alone?: boolean
  className?: string
}) => (
  <div
    className={cx(
      'flex shrink-0 flex-col items-start gap-1',
      alone ? 'px-8 py-6 max-md:px-4' : 'border-t border-line py-4',
      className
    )}
  >
    <h2 className="flex items-center gap-1.5 text-h3 text-ink">
      {icon !== undefined && (
        <span aria-hidden className="text-err [&_svg]:size-4">
          {icon}
        </span>
      )}
      {title}
    </h2>
    {children !== undefined && <p className="max-w-160 text-body text-pretty text-ink-2">{children}</p>}
    {action !== undefined && <div className="mt-3">{action}</div>}
  </div>
)
