import { fillHistory } from './bench/growth/fill-history.mjs'

/** Puts deliveries of the past, each with its run, into the database of a stopped product: `node fill-past.mjs FILE COUNT`. */
const [database = '', count = ''] = process.argv.slice(2)
fillHistory(database, Number(count))
