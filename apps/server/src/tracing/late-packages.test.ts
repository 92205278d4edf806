import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const source = join(dirname(fileURLToPath(import.meta.url)), '..')

/**
 * Returns the packages that a source file imports at load time, directly or through other files of the
 * server.
 */
const loadedBy = (path: string, known = new Set<string>()): string[] => {
  if (known.has(path)) return []
  known.add(path)
  const text = readFileSync(path, 'utf8')
  const imports = [...text.matchAll(/^(?:import|export) (?!type\b)(?:[^'"]*? from )?'([^']+)'/gm)]
  return imports.flatMap(([, specifier = '']) =>
    /^\..*\.ts$/.test(specifier) ? loadedBy(join(dirname(path), specifier), known) : [specifier]
  )
}

const isLate = (name: string): boolean => name === 'prom-client' || name.startsWith('@opentelemetry/')

test('a start loads neither the metrics nor the tracing packages', () => {
  expect(loadedBy(join(source, 'start-app.ts')).filter(isLate)).toEqual([])
  expect(loadedBy(join(source, 'http/app.ts')).filter(isLate)).toEqual([])
  expect(loadedBy(join(source, 'metrics/metrics.ts')).filter(isLate)).toEqual(['prom-client'])
  expect(loadedBy(join(source, 'tracing/open-tracing.ts')).some(isLate)).toBe(true)
})
