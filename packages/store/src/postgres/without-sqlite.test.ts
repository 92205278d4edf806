import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const folder = dirname(fileURLToPath(import.meta.url))

/** Returns the packages that a source file and its imports load at run time. */
const loadedBy = (path: string, known = new Set<string>()): string[] => {
  if (known.has(path)) return []
  known.add(path)
  const text = readFileSync(path, 'utf8')
  const imports = [...text.matchAll(/^(?:import|export) (?!type\b)(?:[^'"]*? from )?'([^']+)'/gm)]
  return imports.flatMap(([, specifier = '']) => {
    if (!specifier.startsWith('.')) return [specifier]
    const next = join(dirname(path), specifier)
    return existsSync(next) ? loadedBy(next, known) : [`a missing file ${next}`]
  })
}

it('PostgreSQL is used without loading better-sqlite3', () => {
  const loaded = new Set(loadedBy(join(folder, 'index.ts')))
  expect([...loaded].filter(name => name.includes('better-sqlite3') || name.startsWith('a missing'))).toEqual(
    []
  )
  expect(loaded).toContain('pg')
})
