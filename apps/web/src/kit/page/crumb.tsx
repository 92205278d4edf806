import type { ReactNode } from 'react'

/** CSS classes of a breadcrumb link. */
export const crumbClass = 'truncate rounded-xs px-1 hover:text-ink'

/** Last breadcrumb, for the open page itself. */
export const CrumbHere = ({ children }: { children: ReactNode }) => (
  <span aria-current="page" className="truncate px-1 text-ink max-md:text-h3">
    {children}
  </span>
)
