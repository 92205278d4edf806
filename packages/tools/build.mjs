import { build } from './commands/build.mjs'
import { root } from './commands/root.mjs'

/** `npm run build`: builds the apps that have changed since the last build. */
const { code, output } = await build(root)
console.log(output.trimEnd())
process.exitCode = code
