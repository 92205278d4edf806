import { buildApps } from './commands/build.mjs'
import { prepare } from './commands/prepare.mjs'
import { root } from './commands/root.mjs'
import { launch } from './launcher/launch.mjs'

/** `npm start`: installs and builds missing parts, then starts Hookwright and its practice service. */
async function start() {
  const given = { root, say: console.log, env: process.env }
  if (!(await prepare(given))) return 1
  if (!(await buildApps(given))) return 1
  return launch(given)
}

process.exitCode = await start()
