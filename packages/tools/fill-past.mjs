import { fillHistory } from './bench/growth/fill-history.mjs'

/**
 * Puts deliveries of the past, each with its run, into the database of a stopped product, and says when the first of them
 * came, in milliseconds: `node fill-past.mjs FILE COUNT`.
 */
const [database = '', count = ''] = process.argv.slice(2)
process.stdout.write(`${fillHistory(database, Number(count)).oldestAt}\n`)
