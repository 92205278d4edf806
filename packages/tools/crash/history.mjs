/**
 * What happened in a crash test, as seen from outside the server and read from its file.
 *
 * @typedef {object} History
 * @property {Sent[]} sent
 * @property {Kept[]} kept
 * @property {FirstRun[]} runs
 * @property {Seen[]} effects in the order in which the service saw them
 * @property {Recorded[]} recorded
 * @property {string[]} integrity what SQLite said of the file after each start
 */

/**
 * A delivery that was sent. Its life is the number of kills before: kill 0 ends life 0.
 *
 * @typedef {object} Sent
 * @property {string} id
 * @property {'plain' | 'effect'} flow
 * @property {Buffer} body
 * @property {number} life
 * @property {boolean} acked whether it was answered with 2xx
 * @property {number} [status] what it was answered with; 0 without an answer
 */

/**
 * A delivery in the file.
 *
 * @typedef {object} Kept
 * @property {number} row
 * @property {string | null} id null for a body that holds none
 * @property {Buffer | null} body
 */

/**
 * A first run in the file: not a child, not a replay.
 *
 * @typedef {object} FirstRun
 * @property {string} id
 * @property {number} delivery the row of its delivery
 * @property {string} status
 * @property {number} life in which it ended, by its time
 */

/**
 * An effect as the service saw it.
 *
 * @typedef {object} Seen
 * @property {string} key its Idempotency-Key: run id, slash, step
 * @property {string} body
 * @property {string} id of the delivery, from the body
 * @property {number} life
 */

/**
 * At a kill, the file said that an effect had ended: by its journal, or because its whole run had.
 *
 * @typedef {object} Recorded
 * @property {string} run
 * @property {string | null} key null for all effects of the run
 * @property {number} kill
 */

export {}
