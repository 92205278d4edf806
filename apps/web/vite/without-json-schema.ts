import type { Plugin } from 'vite'

const makers = /node_modules\/zod\/v4\/core\/(json-schema-processors|to-json-schema)\.js$/

/**
 * Returns the names that a module exports by `export const x`, `export function x` or `export { y as x }`.
 */
const namesIn = (code: string): string[] => [
  ...[...code.matchAll(/^export (?:const|function) (\w+)/gm)].map(([, name]) => name ?? ''),
  ...[...code.matchAll(/^export \{ \w+ as (\w+) \}/gm)].map(([, name]) => name ?? '')
]

/**
 * Vite plugin that removes zod's export to JSON schema, a fifth of zod, from the pages. Every schema has it as a
 * method, so the bundler cannot detect that it is unused.
 */
export const withoutJsonSchema: Plugin = {
  name: 'without-json-schema',
  apply: 'build',
  transform: (code, id) => {
    if (!makers.test(id)) return null
    const absent = `const absent = () => () => { throw new Error('The pages are built without what writes JSON schemas.') }`
    return {
      code: `${absent}\nexport { ${namesIn(code)
        .map(name => `absent as ${name}`)
        .join(', ')} }\n`,
      map: null
    }
  }
}
