import { expect, test } from 'vitest'
import { tempFolder } from '../testing/temp-folder.ts'
import { checkImports } from './check-imports.ts'
import { type ImportTable, importTable } from './import-table.ts'
import { readWorkspaces } from './read-workspaces.ts'
import type { Import, Workspace } from './workspace.ts'

const table: ImportTable = importTable

test('the import table points to lower floors only', () => {
  const upward = Object.entries(table).flatMap(([name, { floor = 0, mayImport, byType = [] }]) =>
    mayImport === 'anything'
      ? []
      : [...mayImport, ...byType]
          .filter(other => (table[other]?.floor ?? Number.POSITIVE_INFINITY) >= floor)
          .map(other => `${name} → ${other}`)
  )
  expect(upward).toEqual([])
})

test('an upward import is refused, and so is the dependency it needs', () => {
  const workspaces = [
    workspace('model', {
      dependencies: ['engine'],
      imports: [{ specifier: '@hookwright/engine', typeOnly: true }]
    }),
    workspace('engine', {})
  ]
  expect(checkImports(workspaces, table)).toEqual([
    'package.json of "model" depends on "engine", which the import table does not allow.',
    'model/src/a.ts imports "@hookwright/engine", which the import table does not allow.'
  ])
})

test('an allowed import must be named in package.json', () => {
  const imports = [{ specifier: '@hookwright/model', typeOnly: false }]
  expect(checkImports([workspace('engine', { imports }), workspace('model', {})], table)).toEqual([
    'engine/src/a.ts imports "@hookwright/model", which its package.json does not name.'
  ])
  const declared = workspace('engine', { imports, dependencies: ['model'] })
  expect(checkImports([declared, workspace('model', {})], table)).toEqual([])
})

test('the web app may import the API by type only', () => {
  const check = (typeOnly: boolean) =>
    checkImports(
      [
        workspace('web', { dependencies: ['api'], imports: [{ specifier: '@hookwright/api', typeOnly }] }),
        workspace('api', {})
      ],
      table
    )
  expect(check(true)).toEqual([])
  expect(check(false)).toEqual([
    'web/src/a.ts imports "@hookwright/api", which the import table allows only with "import type".'
  ])
})

test('an import of another package by path or by an unexported subpath is refused', () => {
  const imports = [
    { specifier: '../../model/src/kernel/ids.ts', typeOnly: false },
    { specifier: '../b.ts', typeOnly: false },
    { specifier: '@hookwright/model/src/ids.ts', typeOnly: false },
    { specifier: '@hookwright/model/testing', typeOnly: false }
  ]
  const workspaces = [
    workspace('engine', { dependencies: ['model'], imports }),
    workspace('model', { exports: ['.', './testing'] })
  ]
  expect(checkImports(workspaces, table)).toEqual([
    'engine/src/a.ts imports "../../model/src/kernel/ids.ts", which reaches out of its package; import the other package by name.',
    'engine/src/a.ts imports "@hookwright/model/src/ids.ts", which that package does not export.'
  ])
})

test('a path to a source file of another package is allowed only where the import table lists it', () => {
  const named = ['packages/tools/run.mjs', 'packages/tools/start.mjs', 'apps/e2e/fixtures/past.mjs']
  expect(checkImports([workspace('e2e', { named })], table)).toEqual([
    'e2e/src/a.ts names "packages/tools/start.mjs", which the import table does not let it run.'
  ])
  expect(checkImports([workspace('tools', { named })], table)).toEqual([])
  const folder = tempFolder({
    'apps/e2e/package.json': manifest('e2e', {}),
    'apps/e2e/past.ts':
      "// as packages/tools/start.mjs does\nexport const past = join(root, '../packages/tools/build.mjs')"
  })
  expect(checkImports(readWorkspaces(folder), table)).toEqual([
    'e2e/past.ts names "packages/tools/build.mjs", which the import table does not let it run.'
  ])
})

test('a workspace without a line in the table is refused', () => {
  expect(checkImports([workspace('extras', {})], table)).toEqual([
    'The workspace "extras" has no line in import-table.ts; add one that says what it may import.'
  ])
})

test('an upward import planted in a folder is found in any form', () => {
  const folder = tempFolder({
    'packages/model/package.json': manifest('model', { '@hookwright/engine': '*' }),
    'packages/model/src/a.ts': "export { runFlow } from '@hookwright/engine'",
    'packages/model/src/b.ts': "export const run = () => import('@hookwright/engine')",
    'packages/model/src/c.tsx': "export type Run = import('@hookwright/engine').Run",
    'packages/model/dist/d.js': "import '@hookwright/engine'",
    'packages/model/src/e.ts':
      "// import '@hookwright/engine'\nexport const text = 'from \"@hookwright/engine\"'",
    'packages/engine/package.json': manifest('engine', {}),
    'apps/notes/readme.txt': 'not a workspace'
  })
  expect(checkImports(readWorkspaces(folder), table)).toEqual([
    'package.json of "model" depends on "engine", which the import table does not allow.',
    'model/src/a.ts imports "@hookwright/engine", which the import table does not allow.',
    'model/src/b.ts imports "@hookwright/engine", which the import table does not allow.',
    'model/src/c.tsx imports "@hookwright/engine", which the import table does not allow.'
  ])
})

function workspace(
  name: string,
  params: { dependencies?: string[]; exports?: string[]; imports?: Import[]; named?: string[] }
): Workspace {
  return {
    name,
    dependencies: params.dependencies ?? [],
    exports: params.exports ?? ['.'],
    files: [{ path: 'src/a.ts', imports: params.imports ?? [], named: params.named ?? [] }]
  }
}

function manifest(name: string, dependencies: Record<string, string>): string {
  return JSON.stringify({ name: `@hookwright/${name}`, dependencies, exports: { '.': './src/index.ts' } })
}
