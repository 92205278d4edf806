import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Writes a script into the folder that runs a thread from its TypeScript source. Returns the path of the
 * script.
 */
export const sourceThread = (folder: string, name: string): string => {
  const script = join(folder, `${name}.mjs`)
  const source = new URL(`../${name}.ts`, import.meta.url).href
  writeFileSync(
    script,
    `import { register } from ${JSON.stringify(import.meta.resolve('tsx/esm/api'))}
     register()
     await import(${JSON.stringify(source)})`
  )
  return script
}
