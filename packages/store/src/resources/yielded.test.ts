import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

const sources = ['resources', 'statements'].flatMap(folder =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ts') && !name.endsWith('.test.ts') && name !== 'steps.ts')
    .map(name => ({ path: join(folder, name), text: readFileSync(join(root, folder, name), 'utf8') }))
)

/** Returns where a pattern occurs in the sources, such as “file.ts:12”. */
const placesOf = (pattern: RegExp): string[] =>
  sources.flatMap(({ path, text }) =>
    [...text.matchAll(pattern)].map(({ index }) => `${path}:${text.slice(0, index).split('\n').length}`)
  )

it('statements of shared bodies are executed by `get`, `all` and `run` alone, which both stores can', () => {
  expect(placesOf(/\.(get|all|run)\(\s*\)/g)).toEqual([])
})

it('a function that yields statements is delegated to, returned or passed as a body; a plain call does nothing', () => {
  const names = sources.flatMap(({ text }) =>
    [...text.matchAll(/function\* (\w+)[(<]/g)].map(([, name]) => name)
  )
  const all = [...new Set([...names, 'get', 'all', 'run', 'rawRows', 'rawValues', 'rawRun'])].join('|')
  const allowed = String.raw`(?<!yield\*\s|function\*\s|=>\s*|return\s|execute\(|[\w.$])`
  expect(placesOf(new RegExp(`${allowed}\\b(${all})\\(`, 'g'))).toEqual([])
  // Methods, such as those of writers, are declared with what they return.
  const methods = sources.flatMap(({ text }) =>
    [...text.matchAll(/(\w+): \([^()]*\) => Steps</g)].map(([, name]) => name)
  )
  expect(methods).toContain('raise')
  // Sets have a method of that name, too.
  const others = methods.filter(name => name !== 'add').join('|')
  expect(placesOf(new RegExp(`${allowed}\\b(jobs\\.add|\\w+\\.(${others}))\\(`, 'g'))).toEqual([])
})
