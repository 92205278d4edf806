import { expect, test } from 'vitest'
import { partsOf } from './long-tests.ts'

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

test('what can take longer does so when it is asked to', async () => {
  const fuller = [
    {
      name: 'counts',
      command: [process.execPath, '--eval', 'process.exitCode = process.argv.length > 1 ? 3 : 0', '--'],
      full: ['1']
    }
  ]
  const run = async (isFull: boolean) => (await partsOf(fuller, undefined, isFull)?.[0]?.run('.'))?.passed
  expect([await run(false), await run(true)]).toEqual([1, 0])
})

test('one of them can be asked for by name, and an unknown name is not taken for success', () => {
  expect(partsOf(table, 'fails')?.map(({ name }) => name)).toEqual(['fails'])
  expect(partsOf(table, 'flies')).toBeUndefined()
})
