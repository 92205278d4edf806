import { runDataCommand } from './data/run-data-command.mjs'

/** `npm run backup`: see `apps/server/src/data-copies`. */
process.exitCode = await runDataCommand('backup', process.argv.slice(2))
