import { prepare } from './commands/prepare.mjs'
import { root } from './commands/root.mjs'

/**
 * `node packages/tools/run.mjs NAME OPTIONS`: runs the command of this folder that is written in TypeScript. Installs the
 * packages first when they are missing, tsx among them.
 */
process.exitCode = await run()

async function run() {
  const [name = ''] = process.argv.splice(2, 1)
  if (!(await prepare({ root, say: console.error }))) return 1
  const { register } = await import('tsx/esm/api')
  register()
  const { main } = await import(new URL(`${name}.ts`, import.meta.url).href)
  return main()
}
