import { fillHistory } from './bench/growth/fill-history.ts'

/**
 * `node packages/tools/run.mjs fill-past FILE COUNT`: inserts past deliveries with their runs into the database of a stopped product.
 * Prints the time of the first, in milliseconds.
 */
export function main() {
  const [database = '', count = ''] = process.argv.slice(2)
  process.stdout.write(`${fillHistory(database, Number(count)).oldestAt}\n`)
  return 0
}
