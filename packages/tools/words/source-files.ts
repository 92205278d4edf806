import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../commands/root.mjs'

const leftOut = new Set(['node_modules', 'dist', 'drizzle', 'test-results', 'playwright-report'])

/** Lists the source files of the repository below a folder, relative to its root and with `/`. */
export const sourceFiles = (folder = ''): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap(entry => {
    if (leftOut.has(entry.name) || entry.name.startsWith('.')) return []
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (entry.isDirectory()) return sourceFiles(path)
    return /\.[cm]?[jt]sx?$/.test(entry.name) ? [path] : []
  })
