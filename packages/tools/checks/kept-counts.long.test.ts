import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { tempFolder } from '../testing/temp-folder.ts'
import { runChangedBrowserTests } from './run-browser-tests.mjs'
import { runChangedSuites } from './run-vitest.mjs'

/**
 * Script that replaces Turbo in these tests. It prints a plan with the hashes in hashes.json; the tests of
 * packages/tools always run.
 */
const turbo = `
  import { readFileSync } from 'node:fs'
  const hashes = JSON.parse(readFileSync('hashes.json', 'utf8'))
  const task = process.argv[3]
  const tasks = Object.entries(hashes).map(([directory, hash]) => ({
    task, directory, hash, command: 'run', resolvedTaskDefinition: { cache: directory !== 'packages/tools' }
  }))
  console.log('a warning')
  console.log(JSON.stringify({ tasks }, null, 2))`

/**
 * Script that replaces Vitest in these tests. It reports two passed tests per folder, or one failed test if
 * the folder has a file named `fails`. It prints its arguments.
 */
const vitest = `
  import { appendFileSync, existsSync, writeFileSync } from 'node:fs'
  import { resolve } from 'node:path'
  const filters = process.argv.slice(3).filter(arg => !arg.startsWith('--'))
  appendFileSync('asked.txt', 'vitest ' + filters.join(' ') + '\\n')
  const folders = filters.length > 0 ? filters : ['packages/model/', 'packages/tools/', 'apps/web/']
  const status = existsSync('fails') ? 'failed' : 'passed'
  if (existsSync('changes')) writeFileSync('hashes.json', JSON.stringify({ 'packages/model': 'later' }))
  const testResults = folders.map(folder => ({
    name: resolve(folder, 'a.test.ts'), status, message: '',
    assertionResults: ['a', 'b'].map(fullName => ({ fullName, status }))
  }))
  const file = process.argv.find(arg => arg.startsWith('--outputFile.json=')).split('=')[1]
  writeFileSync(file, JSON.stringify({ testResults }))`

const playwright = `
  import { appendFileSync, writeFileSync } from 'node:fs'
  appendFileSync('asked.txt', 'playwright\\n')
  const specs = [{ title: 'opens', tests: [{ status: 'expected' }] }]
  writeFileSync(process.env.PLAYWRIGHT_JSON_OUTPUT_FILE, JSON.stringify({ suites: [{ specs }], errors: [] }))`

test('suites with unchanged inputs count from the cache, and a message names them', async () => {
  const repo = repoWith({ 'packages/model': '1', 'packages/tools': '1', 'apps/web': '1' })
  expect(await runChangedSuites(repo.folder)).toEqual({ passed: 6, failed: 0, sentences: [] })
  repo.write({ 'packages/model': '1', 'packages/tools': '1', 'apps/web': '2' })
  const again = await runChangedSuites(repo.folder)
  expect(again).toMatchObject({ passed: 6, failed: 0, sentences: [] })
  expect(again.output).toBe(
    'From the cache, since nothing they depend on has changed: packages/model (2 passed). --force runs them again.'
  )
  expect(repo.asked()).toEqual(['vitest ', 'vitest packages/tools/ apps/web/'])
})

test('no count is cached after a failed test', async () => {
  const repo = repoWith({ 'packages/model': '1' }, { fails: '' })
  expect(await runChangedSuites(repo.folder)).toMatchObject({ failed: 6 })
  await runChangedSuites(repo.folder)
  expect(repo.asked()).toEqual(['vitest ', 'vitest '])
})

test('no count is cached for a folder that changed during its tests', async () => {
  const repo = repoWith({ 'packages/model': '1' }, { changes: '' })
  await runChangedSuites(repo.folder)
  repo.write({ 'packages/model': '1' })
  await runChangedSuites(repo.folder)
  expect(repo.asked()).toEqual(['vitest ', 'vitest '])
})

test('without a plan of turbo all suites run', async () => {
  const repo = repoWith({ 'packages/model': '1' }, { 'node_modules/turbo/bin/turbo': 'process.exitCode = 1' })
  expect(await runChangedSuites(repo.folder)).toMatchObject({ passed: 6 })
  expect(await runChangedSuites(repo.folder)).toMatchObject({ passed: 6 })
  expect(repo.asked()).toEqual(['vitest ', 'vitest '])
})

test('browser tests run again only when the apps or the tests have changed', async () => {
  const repo = repoWith({ 'apps/e2e': '1' })
  expect(await runChangedBrowserTests(repo.folder)).toEqual({
    passed: 1,
    failed: 0,
    notApplicable: 0,
    sentences: []
  })
  expect(await runChangedBrowserTests(repo.folder)).toMatchObject({
    passed: 1,
    failed: 0,
    output: expect.stringContaining('apps/e2e (1 passed)')
  })
  repo.write({ 'apps/e2e': '2' })
  await runChangedBrowserTests(repo.folder)
  expect(repo.asked()).toEqual(['playwright', 'playwright'])
})

/** Creates a repository for a test, with scripts in place of Turbo and Vitest. */
function repoWith(hashes: Record<string, string>, files: Record<string, string> = {}) {
  const folder = tempFolder({
    'package.json': '{ "type": "module" }',
    'hashes.json': JSON.stringify(hashes),
    'asked.txt': '',
    'apps/e2e/a.spec.ts': '',
    'packages/tools/run.mjs': '',
    'node_modules/turbo/bin/turbo': turbo,
    'node_modules/vitest/vitest.mjs': vitest,
    'node_modules/@playwright/test/cli.js': playwright,
    'node_modules/turbo/package.json': '{ "type": "module" }',
    'node_modules/@playwright/test/package.json': '{ "type": "module" }',
    ...files
  })
  return {
    folder,
    write: (next: Record<string, string>) => writeFileSync(join(folder, 'hashes.json'), JSON.stringify(next)),
    asked: () => readFileSync(join(folder, 'asked.txt'), 'utf8').split('\n').slice(0, -1)
  }
}
