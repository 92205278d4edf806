import { expect, test } from 'vitest'
import { countPlaywright } from './count-playwright.mjs'

const skipped = (title: string, annotations: { type: string; description?: string }[]) => ({
  title,
  tests: [{ status: 'skipped', annotations }]
})

test('a test that is not applicable is counted separately, with its reason', () => {
  const specs = [
    { title: 'opens', tests: [{ status: 'expected', annotations: [] }] },
    skipped('fills a file', [{ type: 'not applicable', description: 'There is no file.' }]),
    skipped('is left out', [{ type: 'skip', description: 'It is slow.' }])
  ]
  expect(countPlaywright({ suites: [{ specs }], errors: [] })).toEqual({
    passed: 1,
    failed: 1,
    notApplicable: 1,
    sentences: [
      '"is left out" was skipped, which counts as failed.',
      '"fills a file" is not applicable. There is no file.'
    ]
  })
})
