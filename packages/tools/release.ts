import { root } from './commands/root.mjs'
import { release } from './release/release.ts'

/** `npm run release`: converts the changesets into a version and an entry of CHANGELOG.md; commits nothing. */
export const main = () => release(root, console.log, new Date().toISOString().slice(0, 10))
