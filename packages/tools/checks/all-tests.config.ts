import { readdirSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { configDefaults, defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSequencer, type TestSequencerConstructor, type Vitest } from 'vitest/node'
import { folderInMemory } from './folder-in-memory.ts'

/**
 * Timeout of a test. It is generous, since a test that starts a server or another runner takes long on a busy machine.
 */
const LONGEST_TEST_MS = 120_000

/**
 * Settings of all projects. Files share imported modules, so each test restores what it changed, and stubs are reset. A
 * test may wait for servers, or try a property hundreds of times on a busy machine.
 */
const shared = {
  isolate: false,
  setupFiles: fileURLToPath(new URL('./settle-imports.ts', import.meta.url)),
  testTimeout: LONGEST_TEST_MS,
  hookTimeout: LONGEST_TEST_MS,
  expect: { poll: { timeout: LONGEST_TEST_MS / 2 } },
  unstubGlobals: true,
  unstubEnvs: true
}

const web = new URL('../../../apps/web/src/', import.meta.url)

/** Returns the test files of apps/web that declare a document at their top. */
const filesInDocument = (): string[] =>
  readdirSync(web, { recursive: true, encoding: 'utf8' })
    .filter(path => /\.test\.tsx?$/.test(path))
    .filter(path => readFileSync(new URL(path, web), 'utf8').includes('@vitest-environment happy-dom'))
    .map(path => `apps/web/src/${path.replaceAll('\\', '/')}`)

const declared = filesInDocument()

/**
 * Tests with a document: all of packages/ui, and those of apps/web that declare it. Among tests without one, each would
 * end a worker and make the next file load every shared module again.
 */
const inDocument = {
  ...shared,
  name: 'in a document',
  include: ['packages/ui/**/*.test.{ts,tsx}', ...declared],
  environment: 'happy-dom'
}

/**
 * Files named `*.long.test.ts` take seconds each by nature and are left to long-suites.config.ts. What is provided is what a
 * workspace's own vitest.config.ts gives: things are tried as often as there.
 */
export const others = {
  ...shared,
  name: 'all others',
  include: ['packages/!(ui)/**/!(*.long).test.{ts,tsx}', 'apps/!(e2e)/**/!(*.long).test.{ts,tsx}'],
  exclude: [...configDefaults.exclude, ...declared],
  globalSetup: fileURLToPath(new URL('../../store/src/postgres/testing/serve-databases.ts', import.meta.url)),
  provide: {
    times: 1,
    isTold: false,
    behaviours: 'few' as const,
    histories: '',
    schedules: { days: 100, restarts: 40, onPostgres: 4 }
  }
}

/**
 * Beginnings of the paths of files that take longest, mostly since they wait for a database. Vitest begins with large files
 * when it does not know how long each took, but these are small, and the last one would run alone.
 */
const longest = [
  'packages/store/src/postgres/postgres-',
  'packages/store/src/sqlite/sqlite.',
  'packages/backend/src/two-processes.'
]

/** Sequence of files that begins with those that take longest. Vitest calls it with `new`. */
function LongestFirst(vitest: Vitest): TestSequencer {
  const usual = new BaseSequencer(vitest)
  const rankOf = (path: string): number => {
    const rank = longest.findIndex(start => path.replaceAll('\\', '/').includes(`/${start}`))
    return rank < 0 ? longest.length : rank
  }
  return {
    shard: specs => usual.shard(specs),
    sort: async specs => (await usual.sort(specs)).sort((a, b) => rankOf(a.moduleId) - rankOf(b.moduleId))
  }
}

export const sequence = { sequencer: LongestFirst as unknown as TestSequencerConstructor }

const inMemory = { ...others, env: { TMPDIR: folderInMemory() } }

/**
 * Runs the Vitest suites of `npm test` in one process, for one start-up and one report. Most of them form one project,
 * since each project loads shared imports again. Nothing else runs at the time, so it also uses the core that Vitest
 * leaves free.
 */
export default defineConfig({
  test: { projects: [{ test: inDocument }, { test: inMemory }], maxWorkers: availableParallelism(), sequence }
})
