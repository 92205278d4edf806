import { runDataCommand } from './data/run-data-command.mjs'

/** `npm run rotate-key`: see `apps/server/src/copy-data.ts`. */
process.exitCode = await runDataCommand('rotate-key', process.argv.slice(2))
