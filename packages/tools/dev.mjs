import { prepare } from './commands/prepare.mjs'
import { root } from './commands/root.mjs'
import { startDev } from './launcher/start-dev.mjs'

/** `npm run dev`: server, pages and practice service from source; server and pages reload when a file changes. */
async function dev() {
  const given = { root, say: console.log, env: process.env }
  if (!(await prepare(given))) return 1
  return startDev(given)
}

process.exitCode = await dev()
