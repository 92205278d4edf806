import { runDataCommand } from './data/run-data-command.mjs'

/** `npm run convert -- FOLDER`: see `apps/server/src/data-copies/convert.ts`. */
process.exitCode = await runDataCommand('convert', process.argv.slice(2))
