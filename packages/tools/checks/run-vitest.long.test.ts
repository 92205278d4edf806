import { cpSync, readFileSync, symlinkSync } from 'node:fs'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { root } from '../commands/root.mjs'
import { runCommand } from '../commands/run-command.mjs'
import { tempFolder } from '../testing/temp-folder.ts'
import { others } from './all-tests.config.ts'
import type { Count } from './count.mjs'

/** Modules that the configurations load. */
const loaded = ['settle-imports', 'folder-in-memory'].map(name => `packages/tools/checks/${name}.ts`)

const passes = "import { test } from 'vitest'\ntest('passes', () => {})\n"

test('outcomes of all workspaces are counted, and failed, skipped and broken tests are named', async () => {
  const count = await countOf({
    'packages/model/src/a.test.ts': passes,
    'packages/model/src/b.test.ts': `import { test } from 'vitest'
      test('passes too', () => {})
      test('fails', () => { throw new Error('as it should') })
      test.skip('is skipped', () => {})
      test.todo('is not written')`,
    'packages/model/src/c.test.ts': "import './not-there.ts'",
    'packages/model/dist/d.test.js': 'import "./not-there.js"',
    'apps/server/src/e.test.ts': passes,
    'apps/e2e/f.spec.ts': 'import "./not-there.ts"'
  })
  expect(count.passed).toBe(3)
  expect(count.failed).toBe(4)
  expect(count.sentences).toHaveLength(4)
  expect(count.sentences[0]).toMatch(/^"fails" in .*b\.test\.ts failed: Error: as it should$/)
  expect(count.sentences[1]).toMatch(
    /^"is skipped" in .*b\.test\.ts was skipped \(skipped\), which counts as failed\.$/
  )
  expect(count.sentences[2]).toMatch(/^"is not written" in .*b\.test\.ts was skipped \(todo\)/)
  expect(count.sentences[3]).toMatch(/c\.test\.ts failed outside of its tests: .*not-there/s)
})

test('a failed property is named with its seed, path and counterexample', async () => {
  const property = `import fc from 'fast-check'
    import { expect, test } from 'vitest'
    test('holds', () => fc.assert(fc.property(fc.nat(), n => { expect(n).toBeLessThan(9) }), { seed: 42 }))`
  const { sentences } = await countOf({ 'packages/model/src/a.test.ts': property })
  expect(sentences[0]).toMatch(
    /^"holds" in .* failed: Error: Property failed after \d+ tests \{ seed: 42, path: ".*", .*Counterexample: \[9\]$/
  )
})

test('suites named *.long.test.ts run only in a long run, and no others do then', async () => {
  const files = {
    'packages/model/src/a.test.ts': passes,
    'packages/model/src/b.long.test.ts': passes.replace('passes', 'takes long'),
    'apps/server/src/c.integration.long.test.ts':
      "import { test } from 'vitest'\ntest('fails', () => { throw new Error('no') })"
  }
  expect(await countOf(files)).toEqual({ passed: 1, failed: 0, sentences: [] })
  expect(await countOf(files, 'long')).toMatchObject({ passed: 1, failed: 1 })
})

test('an error outside of every test is a failure although all tests passed', async () => {
  const stray = `${passes}setTimeout(() => { throw new Error('stray') })\nawait new Promise(setImmediate)\n`
  const count = await countOf({ 'packages/model/src/a.test.ts': stray })
  expect(count).toEqual({
    passed: 1,
    failed: 1,
    sentences: ['Vitest ended with code 1 although no test failed, which counts as a failure.']
  })
})

test('imports that a file started and did not await are available to later files of the same worker', async () => {
  /**
   * Returns modules that import each other in a chain. Each is requested only once the previous one has
   * loaded.
   */
  const chain = (name: string, length: number): Record<string, string> =>
    Object.fromEntries(
      Array.from({ length }, (_, at) => [
        `packages/model/src/${name}${at}.ts`,
        at === length - 1 ? 'export const end = true' : `export { end } from './${name}${at + 1}.ts'`
      ])
    )
  const begun = ['left', 'middle', 'right']
  // Large files begin first, unless Vitest knows their names from an earlier run. The second one keeps the other worker until
  // the third has run.
  const fresh = process.pid
  const files = {
    ...Object.assign({}, ...begun.map(name => chain(name, 90))),
    ...chain('awaited', 5),
    [`packages/model/src/a${fresh}.test.ts`]: `import { test } from 'vitest'
      test('begins to load', async () => {
        ${begun.map(name => `void import('./${name}0.ts').catch(() => {})`).join('\n')}
        await import('./awaited0.ts')
      })
      // ${'-'.repeat(8_000)}`,
    [`packages/model/src/b${fresh}.test.ts`]: `import { existsSync } from 'node:fs'
      import { expect, test } from 'vitest'
      test('waits', () => expect.poll(() => existsSync('loaded')).toBe(true))
      // ${'-'.repeat(4_000)}`,
    [`packages/model/src/c${fresh}.test.ts`]: `import { writeFileSync } from 'node:fs'
      import { afterAll, expect, test } from 'vitest'
      afterAll(() => writeFileSync('loaded', ''))
      test('loads', async () => {
        ${begun.map(name => `expect((await import('./${name}0.ts')).end).toBe(true)`).join('\n')}
      })`
  }
  expect(await countOf(files)).toEqual({ passed: 3, failed: 0, sentences: [] })
})

test('a run without tests fails', async () => {
  expect(await countOf({ 'packages/model/src/a.ts': 'export {}' })).toMatchObject({ passed: 0, failed: 1 })
})

/**
 * Runs the suites of a repository with these files, using this repository's Vitest. It runs in a separate
 * process, so that the output of the inner Vitest is not mixed with its count. These suites need no
 * databases, so the setup that serves databases does nothing.
 */
async function countOf(files: Record<string, string>, wanted = 'usual'): Promise<Count> {
  const folder = tempFolder({
    'packages/model/package.json': '{ "name": "@hookwright/model", "type": "module" }',
    'apps/server/package.json': '{ "name": "@hookwright/server", "type": "module" }',
    'apps/e2e/package.json': '{ "name": "@hookwright/e2e", "type": "module" }',
    'apps/web/src/main.tsx': '',
    [relative(root, others.globalSetup)]: 'export const setup = () => {}',
    ...files
  })
  for (const name of ['all-tests', 'long-suites']) {
    const config = `packages/tools/checks/${name}.config.ts`
    cpSync(join(root, config), join(folder, config))
  }
  for (const path of loaded) cpSync(join(root, path), join(folder, path))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  const module = pathToFileURL(join(root, 'packages/tools/checks/run-vitest.mjs')).href
  const script = `
    import { runVitest } from '${module}'
    import { writeFileSync } from 'node:fs'
    writeFileSync('count.json', JSON.stringify(await runVitest(process.cwd(), '${wanted}')))`
  await runCommand({
    command: process.execPath,
    args: ['--input-type=module', '--eval', script],
    cwd: folder
  })
  return JSON.parse(readFileSync(join(folder, 'count.json'), 'utf8'))
}
