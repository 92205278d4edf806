import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import type { Row } from './rows.ts'

/**
 * Returns the checklist of the product's promises as text, with the number of rows by status. Each row shows
 * the tests of its parts, its missing tests, or why it is still pending. A row counts as held when each of
 * its parts has a test.
 *
 * @returns the text; `lacking`, the rows that are not pending and lack a test of a part; and `unknownTests`, the
 * tests of unknown parts
 */
export const checklistText = (
  rows: Row[],
  tests: TaggedTest[]
): { text: string; lacking: Row[]; unknownTests: TaggedTest[] } => {
  const testsOf = (key: string) => tests.filter(test => test.parts.includes(key))
  const statusOf = ({ parts, waitsFor }: Row) => {
    const held = parts.filter(({ key }) => testsOf(key).length > 0).length
    if (held === parts.length) return 'held'
    if (waitsFor !== undefined) return 'waits'
    return held > 0 ? 'PARTLY' : 'OPEN'
  }
  const having = (status: string) => rows.filter(row => statusOf(row) === status)
  const known = new Set(rows.flatMap(({ parts }) => parts.map(({ key }) => key)))

  const lines = rows.flatMap(row => {
    const { number, weight, what, parts, waitsFor } = row
    const below = parts.flatMap(part => {
      const held = testsOf(part.key).map(test => `            ${test.file}: ${test.title}`)
      if (parts.length === 1) return held
      const lack = held.length > 0 ? '' : ': no test'
      return [`          ${part.key} ${part.what}${lack}`, ...held]
    })
    const head = `${String(number).padStart(3)} ${weight} ${statusOf(row).padEnd(6)} ${what}`
    return [head, ...below, ...(waitsFor === undefined ? [] : [`            waits for ${waitsFor}`])]
  })
  const [held, partly, waiting, open] = ['held', 'PARTLY', 'waits', 'OPEN'].map(having)
  const sum = `${rows.length} rows: ${held?.length} held by tests, ${partly?.length} held in part, ${waiting?.length} wait, ${open?.length} open.`
  return {
    text: [...lines, '', sum].join('\n'),
    lacking: rows.filter(row => ['PARTLY', 'OPEN'].includes(statusOf(row))),
    unknownTests: tests.filter(test => test.parts.some(key => !known.has(key)))
  }
}

const isTest = /\.(test\.tsx?|spec\.ts)$/
const beside = new Set(['node_modules', 'dist', '.turbo'])
const title = /(?:\b(?:test|it|describe)|\))\(\s*(['"`])\[rows? ([\da-z, ]+)\]\s*([\s\S]*?)\1/g

export interface TaggedTest {
  parts: string[]
  title: string
  file: string
}

/**
 * Returns the tests in a file that name row parts at the start of their titles: `[row 21] …` or `[row 15a,
 * 22] …`, with or without commas.
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
