import { z } from 'zod'

/** Time in whole milliseconds since 1970, UTC. */
export const Millis = z.int().nonnegative()
export type Millis = z.infer<typeof Millis>

export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR
