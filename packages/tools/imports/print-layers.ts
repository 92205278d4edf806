import { root } from '../commands/root.mjs'
import { checkFolders } from './check-folders.ts'
import { folderLayers } from './folder-layers.ts'
import { readWorkspaces } from './read-workspaces.ts'

/**
 * Violations of the layers to print: upward imports inside packages, cycles between folders, and files
 * without a layer.
 */
const breaches = readWorkspaces(root).flatMap(workspace => {
  const layers = folderLayers[workspace.name]
  return layers === undefined ? [] : [checkFolders(workspace, layers)]
})
const upward = breaches.flatMap(breach => breach.upward)
const cycles = breaches.flatMap(breach => breach.cycles)
const homeless = breaches.flatMap(breach => breach.homeless)
for (const sentence of [...upward, ...cycles, ...homeless]) console.log(sentence)
console.log(`upward imports inside packages ${upward.length}, cycles between folders ${cycles.length}`)
process.exitCode = upward.length + cycles.length + homeless.length === 0 ? 0 : 1
