import { expect, test } from 'vitest'
import { root } from '../commands/root.mjs'
import { checkFolders } from './check-folders.ts'
import { checkImports } from './check-imports.ts'
import { folderLayers } from './folder-layers.ts'
import { importTable } from './import-table.ts'
import { readWorkspaces } from './read-workspaces.ts'

/** Workspaces, read once for all tests, since parsing every file of the repository takes seconds. */
const workspaces = readWorkspaces(root)

test('this repository keeps the import rule', () => {
  expect(workspaces.map(({ name }) => name)).toEqual(expect.arrayContaining(['model', 'tools', 'server']))
  expect(workspaces.flatMap(({ files }) => files.flatMap(({ imports }) => imports)).length).toBeGreaterThan(
    50
  )
  expect(checkImports(workspaces, importTable)).toEqual([])
})

test.each(
  workspaces.flatMap(workspace => {
    const layers = folderLayers[workspace.name]
    return layers === undefined ? [] : [{ name: workspace.name, workspace, layers }]
  })
)('$name has no upward import and no cycle between folders', ({ workspace, layers }) => {
  expect(checkFolders(workspace, layers)).toEqual({ upward: [], cycles: [], homeless: [] })
})
