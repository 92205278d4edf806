import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../commands/root.mjs'

const left = new Set(['node_modules', 'dist', 'test-results', 'playwright-report'])

/** Returns all paths of the repository, files and folders, with `/` as the separator. */
const pathsBelow = (folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap(entry => {
    if (left.has(entry.name) || (entry.name.startsWith('.') && entry.name !== '.github')) return []
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    return entry.isDirectory() ? [path, ...pathsBelow(path)] : [path]
  })

/**
 * Returns the words of a page that look like paths, such as “src/a.ts” or “docs/”. The test checks that these
 * files and folders exist.
 */
const namedIn = (text: string): string[] => {
  const quoted = [...text.matchAll(/`([^`\n]+)`/g)].flatMap(([, words = '']) => words.split(/[\s,]+/))
  const drawn = [...text.matchAll(/```\w*\n(.*?)```/gs)].flatMap(([, lines = '']) => lines.split(/[\s,;]+/))
  const linked = [...text.matchAll(/\]\(([^)#\s]+)\)/g)].map(([, path = '']) => path)
  return [...quoted, ...drawn, ...linked].filter(word =>
    /^(\.\.?\/)*[\w-][\w./-]*(\.(tsx?|mjs|js|css|json|md|png|lua)|\/)$/.test(word)
  )
}

/**
 * Pattern of paths that a page may name although they are not in the repository: files of the guide's example
 * resource *tags*, and a file that `npm run pack` writes.
 */
const elsewhere = /\/tags?(-store)?\.ts$|^NOTICES\.md$/

test('every path in a README or the handbook exists', () => {
  const paths = pathsBelow('')
  const isThere = (named: string, page: string): boolean => {
    const path = named.replace(/\/$/, '')
    const beside = join(root, page, '..', path)
    return existsSync(beside) || paths.some(each => each === path || each.endsWith(`/${path}`))
  }
  const pages = paths.filter(path => path.endsWith('.md'))
  const gone = pages.flatMap(page =>
    namedIn(readFileSync(join(root, page), 'utf8'))
      .filter(named => !isThere(named, page) && !elsewhere.test(named))
      .map(named => `${page} names ${named}`)
  )
  expect(pages.length).toBeGreaterThan(50)
  expect(gone).toEqual([])
})
