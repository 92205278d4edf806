import { root } from './commands/root.mjs'
import { release } from './release/release.ts'

/**
 * Converts the changesets into a version and an entry of CHANGELOG.md, without committing: `npm run release`.
 */
export const main = () => release(root, console.log, new Date().toISOString().slice(0, 10))
