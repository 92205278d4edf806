import { type ReactNode, Suspense } from 'react'

/** Maximum number of rows of a list that counts as short. */
export const FEW_ROWS = 3

/**
 * Additional content below a short list, which would otherwise leave its page almost empty. Renders nothing
 * below a longer list.
 */
export const BelowFewRows = ({
  rows,
  className,
  children
}: {
  /** Number of rows in the list. Nothing is rendered for 0, since an empty list has its own empty state. */
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
