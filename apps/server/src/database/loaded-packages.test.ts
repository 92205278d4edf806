import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const source = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url))

/** Returns the path of the source file that an import names; null for an external package. */
const fileOf = (specifier: string, from: string): string | null => {
  if (specifier.startsWith('.')) return join(dirname(from), specifier)
  return specifier.startsWith('@hookwright/') ? fileURLToPath(import.meta.resolve(specifier)) : null
}

/** Returns the external packages that a source file imports statically, directly or through other files. */
const loadedBy = (path: string, known = new Set<string>()): string[] => {
  if (known.has(path) || !path.endsWith('.ts')) return []
  known.add(path)
  if (!existsSync(path)) return [`a missing file ${path}`]
  const imports = [
    ...readFileSync(path, 'utf8').matchAll(/^(?:import|export) (?!type\b)(?:[^'"]*? from )?'([^']+)'/gm)
  ]
  return imports.flatMap(([, specifier = '']) => {
    const next = fileOf(specifier, path)
    return next === null ? [specifier] : loadedBy(next, known)
  })
}

const databasesLoadedBy = (path: string): string[] =>
  [...new Set(loadedBy(source(path)))]
    .filter(name => /^(better-sqlite3|pg|a missing file .*)$/.test(name))
    .toSorted()

it.each([
  ['start-app.ts', []],
  ['http/app.ts', []],
  ['sign-in/better-auth.ts', []],
  ['database/open-sqlite.ts', ['better-sqlite3']],
  ['database/open-postgres.ts', ['pg']]
])('%s loads exactly these database packages: %j', (path, packages) => {
  expect(databasesLoadedBy(path)).toEqual(packages)
})
