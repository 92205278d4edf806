import type { ReactNode } from 'react'

/** Section of a page: a title with a count, a link to the full list, and rows. */
export const PagePart = ({
  id,
  title,
  count,
  more,
  children
}: {
  id: string
  title: string
  count?: number
  /** Link to the whole list. */
  more?: ReactNode
  children: ReactNode
}) => (
  <section aria-labelledby={id} className="flex min-w-0 flex-col">
    <header className="flex min-h-8 items-center gap-2 border-b border-line pb-1">
      <h2 id={id} className="m-0 text-h3">
        {title}
      </h2>
      {count !== undefined && count > 0 && <span className="tabular text-small text-ink-3">{count}</span>}
      <span className="grow" />
      {more}
    </header>
    {children}
  </section>
)

/** Classes of a link to a whole list. */
export const moreClass = '-mr-1 rounded-xs px-1 text-label text-accent-text hover:underline'

/** Text for a section without rows, with a button to add the first one. */
export const EmptySection = ({
  title,
  action,
  children
}: {
  title: string
  action?: ReactNode
  children: ReactNode
}) => (
  <div className="flex flex-col items-start gap-3 border-b border-line py-3">
    <p className="m-0 flex flex-col gap-0.5">
      <span className="text-h3">{title}</span>
      <span className="text-body text-ink-2">{children}</span>
    </p>
    {action}
  </div>
)
