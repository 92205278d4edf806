import { expect, test } from 'vitest'
import { root } from '../commands/root.mjs'
import { checkFolders } from './check-folders.ts'
import { folderLayers } from './folder-layers.ts'
import { readWorkspaces } from './read-workspaces.ts'

test.each(
  readWorkspaces(root).flatMap(workspace => {
    const layers = folderLayers[workspace.name]
    return layers === undefined ? [] : [{ name: workspace.name, workspace, layers }]
  })
)('$name has no upward import and no cycle between folders', ({ workspace, layers }) => {
  expect(checkFolders(workspace, layers)).toEqual({ upward: [], cycles: [], homeless: [] })
})
