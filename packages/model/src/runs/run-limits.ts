const MEGABYTE = 1_048_576

/**
 * Maximum number of steps of a run before it is put on hold. The trace of so many takes some 10 MB,
 * as much as one row can hold without blocking others. Each resumption by a person grants as many
 * again.
 */
export const MOST_STEPS = 100_000

/**
 * Maximum length of a Text that a card or a binding may create, in characters. Longer than any
 * accepted body.
 */
export const MOST_TEXT = 16 * MEGABYTE

/** Maximum size of the values that a run may hold simultaneously, in bytes of JSON. */
export const MOST_VALUES = 64 * MEGABYTE

/**
 * Maximum size of all outputs of a run in bytes, including those of finished loop iterations. A run
 * that exceeds it fails.
 */
export const MOST_OUTPUTS = 256 * MEGABYTE

/**
 * Maximum number of concurrent items of a run, in all cards that run a helper flow for each item.
 */
export const MOST_AT_ONCE = 200

/**
 * Maximum number of waits of a run before it is put on hold. Each resumption repeats the finished
 * steps, so that the cost of waits in a loop grows quadratically.
 */
export const MOST_WAITS = 1_000

/** Maximum size of the values in a run's trace, in bytes. Later values are omitted. */
export const MOST_TRACE = 4 * MEGABYTE

/** Trace size at which outputs are no longer stored, unless smaller than `SMALL_OUTPUTS`. Both in bytes. */
export const MOST_LARGE_TRACE = MEGABYTE
export const SMALL_OUTPUTS = 1_024

/**
 * Maximum size of an event card's output in bytes, since the records of Run mode are read from the
 * trace.
 */
export const MOST_OF_EVENT = 16 * MEGABYTE

/** Formats bytes as whole megabytes for messages. */
export const megabytes = (bytes: number): number => Math.round(bytes / MEGABYTE)
