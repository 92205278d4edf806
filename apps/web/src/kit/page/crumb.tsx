import type { ReactNode } from 'react'

/** How a part of the line of where one is looks that leads somewhere. */
export const crumbClass = 'truncate rounded-xs px-1 hover:text-ink'

/** The last part of that line: what is open itself. */
export const CrumbHere = ({ children }: { children: ReactNode }) => (
  <span aria-current="page" className="truncate px-1 text-ink">
    {children}
  </span>
)
