import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Folder } from '@hookwright/model/files'

/** Path of the gallery folder, which contains a folder for each ready connector. */
export const galleryRoot = fileURLToPath(new URL('../../gallery', import.meta.url))

/**
 * Returns the keys of the ready connectors, which are their folder names. Empty if the gallery folder is
 * missing.
 */
export const galleryKeys = (root = galleryRoot): string[] => {
  if (!existsSync(root)) return []
  return readdirSync(root, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
}

/** Reads the files of a folder: texts as strings, pictures as bytes. Links and special files are skipped. */
export const readFolderFiles = (root: string): Folder => {
  const paths = readdirSync(root, { withFileTypes: true, recursive: true })
    .filter(entry => entry.isFile())
    .map(entry =>
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replaceAll('\\', '/')
    )
  return Object.fromEntries(
    paths.sort().map(path => {
      const bytes = readFileSync(join(root, path))
      return [path, /\.(?:png|jpg|gif|webp)$/.test(path) ? bytes : bytes.toString()]
    })
  )
}
