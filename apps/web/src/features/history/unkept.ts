/** A list keeps what it reads itself; nothing of it is kept beside. */
export const unkept = { staleTime: 0, gcTime: 0 } as const

/** How many rows a part of a list has. */
export const PART = 50
