import { posix } from 'node:path'
import type { Workspace } from './workspace.ts'

/**
 * Layers of a package, from the lowest to the highest. Folders of one layer may import each other, without a
 * cycle.
 *
 * A folder is named by its path below `src`. `kit/*` stands for every folder in `kit`, and `*` for every
 * folder that no other layer names. A file directly in `src` counts as a separate folder and is named without
 * its extension.
 */
export type Layers = readonly (readonly string[])[]

/** Layer violations of a package. Each is a sentence that names the location. */
export interface FolderBreaches {
  readonly upward: string[]
  readonly cycles: string[]
  /** Files that belong to no layer. */
  readonly homeless: string[]
}

/**
 * Checks the imports between the folders of one package against its layers. Tests may import from any layer.
 *
 * @returns empty lists when there is no breach
 */
export function checkFolders({ name, files }: Workspace, layers: Layers): FolderBreaches {
  const sources = files.filter(({ path }) => path.startsWith('src/') && !isTest(path))
  const folderOf = createFolderOf(layers)
  const layerOf = (folder: string) => {
    const named = layers.findIndex(layer => layer.includes(folder))
    return named >= 0 ? named : layers.findIndex(layer => layer.some(entry => isIn(folder, entry)))
  }
  const upward: string[] = []
  const targetsOf = new Map<string, Set<string>>()
  const homeless = sources.filter(({ path }) => folderOf(path) === undefined)
  for (const { path, imports } of sources) {
    const from = folderOf(path)
    if (from === undefined) continue
    for (const { specifier } of imports) {
      if (!specifier.startsWith('.')) continue
      const to = folderOf(posix.join(posix.dirname(path), specifier))
      if (to === undefined || to === from) continue
      targetsOf.set(from, (targetsOf.get(from) ?? new Set()).add(to))
      if (layerOf(to) > layerOf(from))
        upward.push(
          `${name}/${path} imports "${specifier}", which is on a higher layer (${to} above ${from}).`
        )
    }
  }
  return {
    upward,
    cycles: cyclesOf(targetsOf).map(cycle => `${name}: ${[...cycle, cycle[0]].join(' → ')} is a cycle.`),
    homeless: homeless.map(
      ({ path }) => `${name}/${path} is in no layer; add its folder to folder-layers.ts.`
    )
  }
}

const isTest = (path: string) => /\.(test|long)\.[^/]+$|(^|\/)testing(\/|\.tsx?$)/.test(path)

/** Returns true when an entry of the layers stands for the folder: its name, or a pattern with `*`. */
const isIn = (folder: string, entry: string) =>
  posix.basename(entry) === '*' ? posix.dirname(folder) === posix.dirname(entry) : folder === entry

/** Creates a function that returns the folder of a file: the longest one that the layers name. */
function createFolderOf(layers: Layers): (path: string) => string | undefined {
  const entries = layers.flat()
  return path => {
    const parts = path
      .replace(/^src\//, '')
      .replace(/\.tsx?$/, '')
      .split('/')
    for (let length = parts.length; length > 0; length--) {
      const folder = parts.slice(0, length).join('/')
      if ((length < parts.length || length === 1) && entries.some(entry => isIn(folder, entry))) return folder
    }
    return undefined
  }
}

/**
 * Returns the cycles of a graph, one per strongly connected component. Each is a path that begins at its
 * alphabetically first folder.
 */
function cyclesOf(targetsOf: ReadonlyMap<string, ReadonlySet<string>>): string[][] {
  const cycles: string[][] = []
  const inCycles = new Set<string>()
  for (const start of [...targetsOf.keys()].sort()) {
    if (inCycles.has(start)) continue
    const cycle = pathBack(start, targetsOf)
    if (cycle === undefined) continue
    for (const folder of cycle) inCycles.add(folder)
    cycles.push(cycle)
  }
  return cycles
}

/** Returns the shortest path from a folder back to itself, by breadth-first search. */
function pathBack(start: string, targetsOf: ReadonlyMap<string, ReadonlySet<string>>): string[] | undefined {
  const seen = new Set<string>()
  let paths = [[start]]
  while (paths.length > 0) {
    const next: string[][] = []
    for (const path of paths) {
      for (const target of targetsOf.get(path.at(-1) ?? '') ?? []) {
        if (target === start) return path
        if (seen.has(target)) continue
        seen.add(target)
        next.push([...path, target])
      }
    }
    paths = next
  }
  return undefined
}
