/** Query options that disable caching, since a live list stores its rows itself. */
export const uncached = { staleTime: 0, gcTime: 0 } as const

/** Number of rows in one part of a list. */
export const PART = 50
