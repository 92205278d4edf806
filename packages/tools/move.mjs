import { runDataCommand } from './data/run-data-command.mjs'

/** `node packages/tools/move.mjs --from FROM --to TO`: see `apps/server/src/data-copies/move.ts`. */
process.exitCode = await runDataCommand('move', process.argv.slice(2))
