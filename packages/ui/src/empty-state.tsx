import type { ReactNode } from 'react'
import { cx } from './cx.ts'

/** Placeholder of an empty list: a picture, one sentence, one action. */
export const EmptyState = ({
  icon,
  title,
  children,
  action,
  className
}: {
  icon: ReactNode
  title: string
  children?: ReactNode
  action?: ReactNode
  className?: string
}) => (
  <div className={cx('mx-auto flex max-w-md flex-col items-center gap-2 px-4 py-10 text-center', className)}>
    <span aria-hidden className="mb-1 flex size-8 items-center justify-center text-ink-3 [&_svg]:size-6">
      {icon}
    </span>
    <h2 className="text-h3 text-balance text-ink">{title}</h2>
    {children !== undefined && <p className="text-body text-balance text-ink-2">{children}</p>}
    {action !== undefined && <div className="mt-3">{action}</div>}
  </div>
)
