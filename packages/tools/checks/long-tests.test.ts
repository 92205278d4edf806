import { expect, test } from 'vitest'
import { partsOf } from './long-tests.mjs'

const table = [
  { name: 'passes', command: [process.execPath, '--eval', ''] },
  { name: 'fails', command: [process.execPath, '--eval', 'process.exitCode = 2'] }
]

test('a long test passes or fails by its exit code', async () => {
  const counts = await Promise.all((partsOf(table, undefined) ?? []).map(part => part.run('.')))
  expect(counts).toEqual([
    { passed: 1, failed: 0, sentences: [] },
    { passed: 0, failed: 1, sentences: ['Failed with code 2; see above.'] }
  ])
})

test('one of them can be asked for by name, and an unknown name is not taken for success', () => {
  expect(partsOf(table, 'fails')?.map(({ name }) => name)).toEqual(['fails'])
  expect(partsOf(table, 'flies')).toBeUndefined()
})
