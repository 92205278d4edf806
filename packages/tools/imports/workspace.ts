/** An import, export-from, dynamic import or `import()` type in a file. */
export interface Import {
  readonly specifier: string
  /** True when nothing of it is left at run time: `import type`, `export type`, `import('…').T`. */
  readonly typeOnly: boolean
}

/** A source file of a workspace. */
export interface SourceFile {
  /** Relative to the workspace's folder, with `/`. */
  readonly path: string
  readonly imports: readonly Import[]
  /** Source files of workspaces that its text names by their place in the repository: `packages/tools/start.mjs`. */
  readonly named: readonly string[]
}

/** A workspace as the import rule sees it. */
export interface Workspace {
  /** Short name: `model` for `@hookwright/model`. */
  readonly name: string
  /** Short names of the workspaces its package.json depends on, in any of the four ways. */
  readonly dependencies: readonly string[]
  /** The subpaths its package.json exports: `.` and such as `./testing`. */
  readonly exports: readonly string[]
  readonly files: readonly SourceFile[]
}
