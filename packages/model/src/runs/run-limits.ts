const MEGABYTE = 1_048_576

/**
 * Maximum number of steps of a run before it is put on hold. A trace of this length has about 10 MB; more in
 * one row would block other writes. Each manual resumption allows the same number again.
 */
export const MOST_STEPS = 100_000

/**
 * Maximum length of a Text that a card or a binding creates, in characters. It exceeds the maximum size of a
 * request body.
 */
export const MOST_TEXT = 16 * MEGABYTE

/** Maximum size of the values that a run keeps in memory at the same time, in bytes of JSON. */
export const MOST_VALUES = 64 * MEGABYTE

/** Maximum size of all outputs of a run in bytes, including finished loop iterations. A larger run fails. */
export const MOST_OUTPUTS = 256 * MEGABYTE

/** Maximum number of helper flow calls that a run executes in parallel for items of lists. */
export const MOST_AT_ONCE = 200

/**
 * Maximum number of waits of a run before it is put on hold. Each resumption replays the finished steps, so
 * the cost of waits in a loop grows quadratically.
 */
export const MOST_WAITS = 1_000

/** Maximum size of the values in a run's trace, in bytes. Values beyond the limit are omitted. */
export const MOST_TRACE = 4 * MEGABYTE

/** Trace size after which only outputs smaller than `SMALL_OUTPUTS` are stored. Both in bytes. */
export const MOST_LARGE_TRACE = MEGABYTE
export const SMALL_OUTPUTS = 1_024

/** Maximum size of an event card's outputs, in bytes. The records of Run mode are read from these outputs. */
export const MOST_OF_EVENT = 16 * MEGABYTE

/** Converts bytes to whole megabytes, for messages. */
export const megabytes = (bytes: number): number => Math.round(bytes / MEGABYTE)
