import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Folder } from '@hookwright/model/files'

/** Folder with a folder for each ready connector. */
export const galleryRoot = fileURLToPath(new URL('../../gallery', import.meta.url))

/** Returns the keys of the ready connectors, which are the names of their folders; none for a missing folder. */
export const galleryKeys = (root = galleryRoot): string[] => {
  if (!existsSync(root)) return []
  return readdirSync(root, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
}

/** Reads the files of a folder as texts, pictures as bytes. Links and special files are left out. */
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
