import { runDataCommand } from './data/run-data-command.mjs'

/** `npm run restore`: see `apps/server/src/data-copies`. */
process.exitCode = await runDataCommand('restore', process.argv.slice(2))
