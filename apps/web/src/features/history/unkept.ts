/** A list keeps what it reads itself; nothing of it is kept beside. */
export const unkept = { staleTime: 0, gcTime: 0 } as const

/** Number of rows in one part of a list. */
export const PART = 50
