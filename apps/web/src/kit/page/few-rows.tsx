import { type ReactNode, Suspense } from 'react'

/** Number of rows up to which a list leaves most of its page free. */
export const FEW_ROWS = 3

/** Content below a list with few rows, which would otherwise stand alone on its page. Renders nothing below a longer one. */
export const BelowFewRows = ({
  rows,
  className,
  children
}: {
  /** Number of rows of the list; none is a list with an empty state of its own. */
  rows: number
  className?: string
  children: ReactNode
}) =>
  rows === 0 || rows > FEW_ROWS ? null : (
    // What is missing for a moment must not take the list away.
    <Suspense fallback={null}>
      <div className={className}>{children}</div>
    </Suspense>
  )
