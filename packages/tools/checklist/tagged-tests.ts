import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'

const isTest = /\.(test\.tsx?|spec\.ts)$/
const beside = new Set(['node_modules', 'dist', '.turbo'])
const title = /(?:\b(?:test|it|describe)|\))\(\s*(['"`])\[rows? ([\da-z, ]+)\]\s*([\s\S]*?)\1/g

export interface TaggedTest {
  parts: string[]
  title: string
  file: string
}

/**
 * Returns the tests in a file whose titles begin with the row parts that they prove: `[row 21] …` or `[row 15a, 22] …`,
 * with or without commas.
 */
export const taggedIn = (text: string, file: string): TaggedTest[] =>
  [...text.matchAll(title)].map(([, , keys = '', words = '']) => ({
    parts: keys.split(/[ ,]+/),
    title: words.replace(/\s+/g, ' ').trim(),
    file
  }))

/** Returns the tagged tests of a repository. */
export const taggedTests = async (root: string): Promise<TaggedTest[]> => {
  const found = []
  for (const top of ['apps', 'packages']) {
    const entries = await readdir(join(root, top), { recursive: true, withFileTypes: true })
    for (const entry of entries) {
      const path = join(entry.parentPath, entry.name)
      const file = relative(root, path)
      if (!entry.isFile() || !isTest.test(entry.name) || file.split('/').some(part => beside.has(part)))
        continue
      found.push(...taggedIn(await readFile(path, 'utf8'), file))
    }
  }
  return found
}
