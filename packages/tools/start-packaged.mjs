import { fileURLToPath } from 'node:url'
import { launch } from './launcher/launch.mjs'

/**
 * `hookwright start` of the npm package, in which this is `start/start.js`: starts what the package holds, with its data in
 * the current folder.
 */
process.exitCode = await launch({
  root: fileURLToPath(new URL('..', import.meta.url)),
  folder: process.cwd(),
  say: console.log,
  env: process.env
})
