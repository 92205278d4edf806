import { cpSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

/**
 * Returns a function that tells which paths a `.dockerignore` leaves out. It knows names, `*` in them, and a leading
 * double star for any folder.
 */
export function ignores(text: string): (path: string) => boolean {
  const patterns = text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '' && !line.startsWith('#'))
    .map(line => {
      const isAnywhere = line.startsWith('**/')
      const name = (isAnywhere ? line.slice(3) : line).replace(/[.+?^${}()|[\]\\]/g, '\\$&')
      return new RegExp(`^${isAnywhere ? '(.*/)?' : ''}${name.replaceAll('*', '[^/]*')}$`)
    })
  return path => patterns.some(pattern => pattern.test(path))
}

/** Copies the files of the repository that a build gets. */
export function copyContext(root: string, to: string) {
  const isLeftOut = ignores(readFileSync(join(root, '.dockerignore'), 'utf8'))
  const filter = (path: string) => !isLeftOut(relative(root, path))
  cpSync(root, to, { recursive: true, filter })
}
