/**
 * History of a test under load or with crashes. It is observed outside the server, and read from its database once all
 * work has ended. Parts that a test does not check are empty.
 *
 * @typedef {object} History
 * @property {Sent[]} sent each try of its own
 * @property {Kept[]} kept
 * @property {FirstRun[]} runs
 * @property {Seen[]} effects in the order in which the service saw them
 * @property {Recorded[]} recorded
 * @property {Held[]} subscriptions
 * @property {string[]} there the Event URLs that the service sends to, in the same form as those of `subscriptions`
 * @property {string[]} integrity what SQLite said of the file after each start
 */

/**
 * An attempt to send a delivery. Its life is the number of kills before: kill 0 ends life 0.
 *
 * @typedef {object} Sent
 * @property {string} id
 * @property {Buffer} [body] left out where bytes are not compared
 * @property {number} life
 * @property {boolean} acked whether it was answered with 2xx
 * @property {number} [status] what it was answered with; 0 without an answer
 * @property {boolean} effect whether its run has an effect at the service
 * @property {boolean} once whether the id is what it must be new by, so that it may be sent again
 * @property {string | null} lane what runs one after the other, in the order in which it was kept; null for no order
 */

/**
 * A delivery in the database.
 *
 * @typedef {object} Kept
 * @property {number} row in the order in which they were kept
 * @property {string | null} id null for a body that holds none
 * @property {Buffer | null} [body] left out where bytes are not compared
 * @property {string} status
 */

/**
 * A first run in the database: not a child, not a replay.
 *
 * @typedef {object} FirstRun
 * @property {string} id
 * @property {number} delivery the row of its delivery
 * @property {string} status
 * @property {number} life in which it ended, by its time
 */

/**
 * An effect received by the service.
 *
 * @typedef {object} Seen
 * @property {string} key its Idempotency-Key: run id, slash, step
 * @property {string} body
 * @property {string} id of the delivery, from the body
 * @property {number} life
 */

/**
 * An effect that had ended by a kill, according to the journal or the end of its run.
 *
 * @typedef {object} Recorded
 * @property {string} run
 * @property {string | null} key null for all effects of the run
 * @property {number} kill
 */

/**
 * A subscription in the database.
 *
 * @typedef {object} Held
 * @property {string} id
 * @property {string} flow
 * @property {string} status
 * @property {string | null} how it ended
 * @property {boolean} wanted
 * @property {boolean} owned whether a row says that something may be left of it: one that replaced it, or an open
 * cleanup entry
 * @property {boolean} registers whether turning on asks a service
 * @property {string} url
 */

export {}
