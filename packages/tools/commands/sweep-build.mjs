import { existsSync } from 'node:fs'
import { readdir, readFile, rm } from 'node:fs/promises'
import { join, relative } from 'node:path'

/**
 * Deletes files of earlier builds from the `dist` folders, since turbo restores cached output without
 * clearing them. Nothing else is touched, so that a server that runs from there continues.
 *
 * @param {object} given
 * @param {string} given.root the repository's folder
 * @param {string} given.summaries the folder with what turbo wrote about the build (`--summarize`); it may be missing
 */
export async function sweepBuild({ root, summaries }) {
  if (!existsSync(summaries)) return
  for (const name of await readdir(summaries)) {
    /** @type {{ tasks: { directory: string, expandedOutputs: string[] }[] }} */
    const { tasks } = JSON.parse(await readFile(join(summaries, name), 'utf8'))
    for (const { directory, expandedOutputs } of tasks) {
      const folder = join(root, directory, 'dist')
      const made = new Set(expandedOutputs)
      for (const path of await filesIn(folder)) {
        if (!made.has(relative(root, path).replaceAll('\\', '/'))) await rm(path)
      }
    }
  }
}

/** @param {string} folder */
async function filesIn(folder) {
  if (!existsSync(folder)) return []
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name))
}
