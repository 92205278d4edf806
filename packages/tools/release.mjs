import { root } from './commands/root.mjs'
import { release } from './release/release.mjs'

/** `npm run release`: converts the changesets into a version and an entry of CHANGELOG.md; commits nothing. */
process.exitCode = await release({ root, say: console.log, today: new Date().toISOString().slice(0, 10) })
