import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../commands/root.mjs'

const left = new Set(['node_modules', 'dist', 'drizzle', 'test-results', 'playwright-report'])

const sourcesBelow = (folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap(entry => {
    if (left.has(entry.name) || entry.name.startsWith('.')) return []
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (entry.isDirectory()) return sourcesBelow(path)
    return /\.(tsx?|mjs|js)$/.test(entry.name) ? [path] : []
  })

/** Beginnings of a clause: a doc comment's first sentence names the thing or what it does. */
const clause = /\/\*\*\s*\n?\s*\*?\s*(?:What|Whether|That|Where|How|Which|One that)\b[^\n]*/g

test('no doc comment begins with What, Whether, That, Where, How, Which or One that', () => {
  const found = sourcesBelow('').flatMap(path => {
    const text = readFileSync(join(root, path), 'utf8')
    return [...text.matchAll(clause)].map(({ 0: comment, index }) => {
      const line = text.slice(0, index).split('\n').length
      return `${path}:${line} ${comment.replace(/\s+/g, ' ')}`
    })
  })
  expect(found).toEqual([])
})
