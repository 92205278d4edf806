import { fillHistory } from './bench/growth/fill-history.ts'

/**
 * Inserts past deliveries with their runs into the database of a stopped product: `node
 * packages/tools/run.mjs fill-past FILE COUNT`. Prints the time of the first delivery, in milliseconds since
 * 1970.
 */
export function main() {
  const [database = '', count = ''] = process.argv.slice(2)
  process.stdout.write(`${fillHistory(database, Number(count)).oldestAt}\n`)
  return 0
}
