import { readdirSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { configDefaults, defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSequencer, type TestSequencerConstructor, type Vitest } from 'vitest/node'
import { folderInMemory } from './folder-in-memory.ts'

/**
 * Timeout of a test, in milliseconds. Long, since a test that starts a server or another test runner is slow
 * on a busy machine.
 */
const LONGEST_TEST_MS = 120_000

/**
 * Settings of all projects. Files share imported modules, so each test must restore its changes, and stubs
 * are reset. The timeouts are long, since a test may wait for servers, or check a property hundreds of times.
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

/** Returns the test files of apps/web that declare the happy-dom environment. */
const filesInDocument = (): string[] =>
  readdirSync(web, { recursive: true, encoding: 'utf8' })
    .filter(path => /\.test\.tsx?$/.test(path))
    .filter(path => readFileSync(new URL(path, web), 'utf8').includes('@vitest-environment happy-dom'))
    .map(path => `apps/web/src/${path.replaceAll('\\', '/')}`)

const declared = filesInDocument()

/**
 * Project of tests that need a document: all of packages/ui, and those of apps/web that declare it. They are
 * separate, since each would otherwise end a worker, and the next file would load every shared module again.
 */
const inDocument = {
  ...shared,
  name: 'in a document',
  include: ['packages/ui/**/*.test.{ts,tsx}', ...declared],
  environment: 'happy-dom'
}

/**
 * Project of all other tests. Files named `*.long.test.ts` take seconds each and are left to
 * long-suites.config.ts. The values in `provide` equal those of a workspace's vitest.config.ts, so that
 * property checks are repeated as often as there.
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
 * Path prefixes of the slowest test files, most of which wait for a database. Without recorded timings,
 * Vitest starts large files first. These files are small, so the last of them would run alone at the end.
 */
const longest = [
  'packages/store/src/postgres/postgres-',
  'packages/store/src/sqlite/sqlite.',
  'packages/backend/src/two-processes.'
]

/** Test sequencer that runs the slowest files first. Vitest calls it with `new`. */
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
 * Vitest configuration of `npm test`: runs the suites in one process, with one startup and one report. Most
 * suites form one project, since each project loads shared imports again. No other program runs at the time,
 * so it also uses the core that Vitest leaves free by default.
 */
export default defineConfig({
  test: { projects: [{ test: inDocument }, { test: inMemory }], maxWorkers: availableParallelism(), sequence }
})
