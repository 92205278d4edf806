import { fillHistory } from './bench/growth/fill-history.mjs'

/**
 * `node fill-past.mjs FILE COUNT`: inserts past deliveries with their runs into the database of a stopped product.
 * Prints the time of the first, in milliseconds.
 */
const [database = '', count = ''] = process.argv.slice(2)
process.stdout.write(`${fillHistory(database, Number(count)).oldestAt}\n`)
