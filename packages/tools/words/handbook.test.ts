import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../commands/root.mjs'
import { declares, readStops } from '../definitions/stops.ts'
import { folderLayers } from '../imports/folder-layers.ts'

const handbook = join(root, 'packages/handbook')
const read = (...path: string[]): string => readFileSync(join(root, ...path), 'utf8')
const rowsOf = (text: string): string[][] =>
  text
    .split('\n')
    .filter(line => /^\| [^-]/.test(line))
    .map(line => line.split('|').map(cell => cell.trim()))

const folder = join(handbook, 'decisions')
const records = readdirSync(folder).map(name => ({ name, text: readFileSync(join(folder, name), 'utf8') }))

test('every decision record has a number, a subject, a date, a status, and its three parts in order', () => {
  const wrong = records.filter(({ name, text }) => {
    const number = name.slice(0, 3)
    const head = new RegExp(
      `^# ${number} [^\\n]{3,80}\\n\\nDate: \\d{4}-\\d\\d-\\d\\d\\. Status: (accepted|superseded by \\d{3})`
    )
    const parts = ['## Context\n', '## Decision\n', '## Consequences\n'].map(part => text.indexOf(part))
    return !head.test(text) || parts.includes(-1) || parts.join() !== [...parts].sort((a, b) => a - b).join()
  })
  expect(wrong.map(({ name }) => name)).toEqual([])
})

test('no two decision records have the same number', () => {
  const numbers = records.map(({ name }) => name.slice(0, 3))
  expect(numbers.filter((number, at) => numbers.indexOf(number) !== at)).toEqual([])
})

const paths = readStops(read('packages/handbook/data-flow.md'))

test('the data flow has at most 20 stops for an event and 12 for an edit', () => {
  const [event = [], edit = []] = paths
  expect(paths).toHaveLength(2)
  expect(event.length).toBeLessThanOrEqual(20)
  expect(edit.length).toBeLessThanOrEqual(12)
})

test.each(paths.flat())('stop $number of the data flow, $name, is declared by $file', ({ file, name }) => {
  expect(read(file).split('\n')).toContainEqual(expect.toSatisfy((line: string) => declares(line, name)))
})

test('the glossary has at most 30 rows', () => {
  expect(rowsOf(read('packages/handbook/glossary.md')).length - 1).toBeLessThanOrEqual(30)
})

const folderOf = (workspace: string): string =>
  ['web', 'server', 'practice', 'cli', 'e2e'].includes(workspace)
    ? `apps/${workspace}`
    : `packages/${workspace}`

/**
 * Returns true if a folder or file of a layer table exists. The table may name a folder before its first file
 * exists.
 */
const isThere = (workspace: string, name: string): boolean => {
  const path = join(root, folderOf(workspace), 'src', name.replace(/\/?\*$/, ''))
  return name !== '*' && ['', '.ts', '.tsx'].some(end => existsSync(path + end))
}

test.each(Object.entries(folderLayers))('the README of %s shows each of its layers', (workspace, layers) => {
  const text = read(folderOf(workspace), 'README.md')
  const named = layers.flat().filter(name => isThere(workspace, name))
  const missing = named.filter(name => {
    const last = name.replace(/\/\*$/, '').split('/').at(-1)
    return !text.includes(`${last}/`) && !new RegExp(`\\b${last}\\.tsx?\\b`).test(text)
  })
  expect(missing).toEqual([])
})

const longest: [string, number][] = [
  ['README.md', 90],
  ...[...Object.keys(folderLayers), 'api', 'ui', 'config', 'tools', 'practice', 'e2e'].map(
    (workspace): [string, number] => [`${folderOf(workspace)}/README.md`, 40]
  )
]

test.each(longest)('%s has at most %i lines', (file, most) => {
  expect(read(file).trimEnd().split('\n').length).toBeLessThanOrEqual(most)
})
