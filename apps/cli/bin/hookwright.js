#!/usr/bin/env node
import { existsSync } from 'node:fs'

// Read by versions of Node that the command itself does not run on.
const main = new URL('../dist/main.js', import.meta.url)
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
const isOld = major < 20 || (major === 20 && minor < 19)
if (isOld || !existsSync(main)) {
  process.stderr.write(
    isOld
      ? `Hookwright needs Node 20.19 or newer, but this is Node ${process.versions.node}. Install a newer Node (https://nodejs.org) and run the command again.\n`
      : 'The command is not built yet. Run "npm run build" in the repository, then run it again.\n'
  )
  process.exitCode = 1
} else {
  await import(main.href)
}
