import { readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test, vi } from 'vitest'
import { root } from '../commands/root.mjs'
import { runCommand } from '../commands/run-command.mjs'
import { tempFolder } from '../testing/temp-folder.ts'
import type { Count } from './count.mjs'

// Each test starts a Playwright of its own, which takes seconds to load.
vi.setConfig({ testTimeout: 120_000 })

test('without a browser test nothing runs or fails, and a message says so', async () => {
  expect(await countOf({ 'apps/e2e/README.md': 'later' })).toEqual({
    passed: 0,
    failed: 0,
    sentences: ['There is no browser test yet (no *.spec.ts in apps/e2e), so no browser was started.']
  })
})

test('every outcome is counted; what was skipped or tried again is named', async () => {
  const count = await countOf({
    'apps/e2e/specs/a.spec.ts': `import { test } from '@playwright/test'
      test('opens', () => {})
      test.describe('inside', () => {
        test('breaks', () => { throw new Error('as it should') })
        test.skip('is skipped', () => {})
      })
      test('opens late', ({}, info) => { if (info.retry === 0) throw new Error('not yet') })`
  })
  expect(count).toEqual({
    passed: 2,
    failed: 2,
    notApplicable: 0,
    sentences: [
      '"breaks" failed in the browser; see above.',
      '"is skipped" was skipped, which counts as failed.',
      '"opens late" passed only when it was tried again.'
    ]
  })
})

test('tests with the tags @full and @long are run when they are wanted', async () => {
  const files = {
    'playwright.config.ts': `
      import { chosenTests } from '${moduleOf('chosen-tests.ts')}'
      export default { testDir: 'apps/e2e', ...chosenTests(process.env) }`,
    'apps/e2e/specs/a.spec.ts': `import { test } from '@playwright/test'
      test('opens', () => {})
      test('opens on a longer day', () => {})
      test('opens again', { tag: '@full' }, () => {})
      test.skip('opens a third time', { tag: '@long' }, () => {})`
  }
  expect(await countOf(files)).toEqual({ passed: 2, failed: 0, notApplicable: 0, sentences: [] })
  expect(await countOf(files, 'full')).toEqual({ passed: 3, failed: 0, notApplicable: 0, sentences: [] })
  expect(await countOf(files, 'long')).toEqual({
    passed: 1,
    failed: 1,
    notApplicable: 0,
    sentences: ['"opens a third time" was skipped, which counts as failed.']
  })
})

test('a file that cannot be loaded is a failure', async () => {
  const count = await countOf({ 'apps/e2e/a.spec.ts': "import './not-there.ts'" })
  expect(count.passed).toBe(0)
  expect(count.failed).toBe(count.sentences.length)
  expect(count.sentences[0]).toMatch(/^Playwright failed outside of its tests: .*not-there/s)
})

test('a browser that cannot be had is a failure', async () => {
  const count = await countOf({
    'apps/e2e/a.spec.ts': "import { test } from '@playwright/test'\ntest('opens', () => {})",
    'packages/tools/run.mjs': 'process.exitCode = 1'
  })
  expect(count).toEqual({
    passed: 0,
    failed: 1,
    sentences: ['No browser could be had (see above), so the browser tests count as one failure.']
  })
})

const moduleOf = (name: string): string => pathToFileURL(join(root, 'packages/tools/checks', name)).href

/**
 * Runs the browser tests of a repository with these files, using this repository's Playwright but no browser.
 * Returns the counts.
 */
async function countOf(
  files: Record<string, string>,
  wanted: 'usual' | 'full' | 'long' = 'usual'
): Promise<Count> {
  const folder = tempFolder({
    'package.json': '{ "type": "module" }',
    'playwright.config.ts': "export default { testDir: 'apps/e2e', retries: 1 }",
    'packages/tools/run.mjs': '',
    ...files
  })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  const script = `
    import { runBrowserTests } from '${moduleOf('run-browser-tests.mjs')}'
    import { writeFileSync } from 'node:fs'
    writeFileSync('count.json', JSON.stringify(await runBrowserTests(process.cwd(), '${wanted}')))`
  await runCommand({
    command: process.execPath,
    args: ['--input-type=module', '--eval', script],
    cwd: folder
  })
  return JSON.parse(readFileSync(join(folder, 'count.json'), 'utf8'))
}
