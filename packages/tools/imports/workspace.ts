/** Import in a file: an import, export-from, dynamic import or `import()` type. */
export interface Import {
  readonly specifier: string
  /** True for a type import, which does not exist at run time: `import type`, `export type`, `import('…').T`. */
  readonly typeOnly: boolean
}

/** Source file of a workspace. */
export interface SourceFile {
  /** Path relative to the workspace's folder, with `/`. */
  readonly path: string
  readonly imports: readonly Import[]
  /**
   * Source files of workspaces that this file names by repository path, such as `packages/tools/start.mjs`.
   */
  readonly named: readonly string[]
}

/** Workspace as input of the import check. */
export interface Workspace {
  /** Short name: `model` for `@hookwright/model`. */
  readonly name: string
  /** Short names of the workspaces in its package.json, from all four kinds of dependencies. */
  readonly dependencies: readonly string[]
  /** Subpaths that its package.json exports: `.` and others such as `./testing`. */
  readonly exports: readonly string[]
  readonly files: readonly SourceFile[]
}
