/** Query options that disable caching. */
export const uncached = { staleTime: 0, gcTime: 0 } as const
