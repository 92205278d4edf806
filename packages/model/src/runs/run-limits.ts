const MEGABYTE = 1_048_576

/**
 * The most steps of a run before it is put on hold. The trace of so many takes some 10 MB, which is what one row can hold
 * without keeping others waiting; each time that a person lets the run go on, it may take as many again.
 */
export const MOST_STEPS = 100_000

/** The longest Text that a card or a binding may make, in characters: longer than any body that is taken in. */
export const MOST_TEXT = 16 * MEGABYTE

/** The most that a run may hold in values at the same time, in bytes of JSON. */
export const MOST_VALUES = 64 * MEGABYTE

/**
 * The most bytes of outputs of all cards of a run together, those of finished loop iterations included. A run that exceeds
 * it fails.
 */
export const MOST_OUTPUTS = 256 * MEGABYTE

/** The most items of a run that are under way at the same time, in all cards that run a helper flow for each item. */
export const MOST_AT_ONCE = 200

/**
 * The most waits of a run before it is put on hold. Each time that a waiting run continues it goes through its finished
 * steps again, so that the cost of waits in a loop grows with the square of their number.
 */
export const MOST_WAITS = 1_000

/** The most bytes of values that a run's trace keeps; what comes after is left out of it. */
export const MOST_TRACE = 4 * MEGABYTE

/** Trace size at which outputs are no longer stored, unless smaller than `SMALL_OUTPUTS`. Both in bytes. */
export const MOST_LARGE_TRACE = MEGABYTE
export const SMALL_OUTPUTS = 1_024

/** The most bytes of what an event card gives: the records of Run mode are taken from the trace. */
export const MOST_OF_EVENT = 16 * MEGABYTE

/** Formats bytes as whole megabytes for messages. */
export const megabytes = (bytes: number): number => Math.round(bytes / MEGABYTE)
