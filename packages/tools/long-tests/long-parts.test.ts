import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../commands/root.mjs'
import { longParts } from './long-parts.ts'
import { longTests } from './long-tests.ts'

const table = [
  { name: 'passes', inAll: {}, inFull: {} },
  { name: 'fails', inAll: { code: 2 }, inFull: { code: 3 } }
]
const runner = ['--eval', 'process.exitCode = Number(process.argv.at(-1)) || 0', '--']

test('a long test passes or fails by its exit code', async () => {
  const counts = await Promise.all((longParts(table, runner, undefined) ?? []).map(part => part.run('.')))
  expect(counts).toEqual([
    { passed: 1, failed: 0, sentences: [] },
    { passed: 0, failed: 1, sentences: ['Failed with code 2; see above.'] }
  ])
})

test('a test with an extended form runs it on request', async () => {
  const count = await longParts(table, runner, 'fails', true)?.[0]?.run('.')
  expect(count?.sentences).toEqual(['Failed with code 3; see above.'])
})

test('a test can be selected by name, and an unknown name fails', () => {
  expect(longParts(table, runner, 'fails')?.map(({ name }) => name)).toEqual(['fails'])
  expect(longParts(table, runner, 'flies')).toBeUndefined()
})

test('the README names every long test once', () => {
  const text = readFileSync(join(root, 'packages/tools/README.md'), 'utf8')
  const [, table = ''] = text.match(/^\| `test:long -- --only` \|.*\n\|.*\n((?:\|.*\n)+)/m) ?? []
  const named = table.split('\n').flatMap(line => line.split('|')[1]?.match(/[a-z]+(?:-[a-z]+)*/g) ?? [])
  expect(named.sort()).toEqual(longTests.map(({ name }) => name).sort())
})
