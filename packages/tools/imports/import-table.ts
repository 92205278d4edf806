/**
 * Allowed imports of each workspace, by short name (`model` is `@hookwright/model`).
 *
 * `floor` orders the workspaces: a workspace may import only those with a lower floor. Nothing may import a
 * workspace without a floor.
 */
export type ImportTable = Record<
  string,
  {
    readonly floor?: number
    readonly mayImport: readonly string[] | 'anything'
    /** Workspaces imported only with `import type`, so that their code is never part of this workspace. */
    readonly byType?: readonly string[]
    /**
     * Source files of other workspaces that run in a separate process. This workspace may contain their
     * paths.
     */
    readonly runs?: readonly string[]
  }
>

/** Import rules of this repository, enforced by `repository.test.ts`. */
export const importTable = {
  config: { mayImport: [] },
  handbook: { mayImport: [] },
  tools: { mayImport: 'anything' },
  model: { floor: 0, mayImport: [] },
  engine: { floor: 1, mayImport: ['model'] },
  store: { floor: 1, mayImport: ['model'] },
  ui: { floor: 1, mayImport: [] },
  cards: { floor: 2, mayImport: ['engine', 'model', 'ui'] },
  backend: { floor: 3, mayImport: ['cards', 'engine', 'model', 'store'] },
  connectors: { floor: 4, mayImport: ['backend', 'cards', 'engine', 'model'] },
  api: { floor: 4, mayImport: ['backend', 'model'] },
  // It tests in a process of its own that what `npm start` starts needs nothing beyond the machine, and imports documents
  // that a tool fetches.
  server: {
    floor: 5,
    mayImport: ['api', 'backend', 'connectors', 'store', 'cards', 'engine', 'model'],
    runs: ['packages/tools/start.mjs', 'packages/tools/run.mjs']
  },
  web: { floor: 5, mayImport: ['cards', 'engine', 'ui', 'model'], byType: ['api'] },
  practice: { floor: 5, mayImport: ['model'] },
  // It checks files as a server does, calls one over HTTP, and runs what works on a data folder in processes of their own.
  cli: {
    floor: 5,
    mayImport: ['backend', 'cards', 'connectors', 'model'],
    byType: ['api'],
    runs: [
      'packages/tools/start.mjs',
      'packages/tools/backup.mjs',
      'packages/tools/restore.mjs',
      'packages/tools/convert.mjs',
      'packages/tools/move.mjs',
      'packages/tools/rotate-key.mjs',
      'apps/server/src/main.ts',
      'apps/server/src/testing/bundle.ts'
    ]
  },
  // It seeds what a past of months would have left; what fills a database stands with the benches that need it, too.
  e2e: { floor: 5, mayImport: ['model'], runs: ['packages/tools/run.mjs'] }
} satisfies ImportTable
