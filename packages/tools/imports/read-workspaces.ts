import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { scanImports, scanNamed } from './scan-imports.ts'
import type { SourceFile, Workspace } from './workspace.ts'

const scope = '@hookwright/'
const source = /\.[cm]?[jt]sx?$/
const left = new Set(['node_modules', 'dist', 'drizzle', '.turbo', '.hookwright'])

/**
 * Reads all workspaces of a repository: `packages/*` and `apps/*`.
 *
 * @param root folder of the repository
 * @throws Error when a package.json or a source file cannot be parsed
 */
export function readWorkspaces(root: string): Workspace[] {
  return ['packages', 'apps']
    .map(folder => join(root, folder))
    .filter(folder => existsSync(folder))
    .flatMap(folder => readdirSync(folder).map(name => join(folder, name)))
    .filter(folder => existsSync(join(folder, 'package.json')))
    .map(readWorkspace)
}

function readWorkspace(folder: string): Workspace {
  const manifest: Manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const dependencies = {
    ...manifest.dependencies,
    ...manifest.devDependencies,
    ...manifest.peerDependencies,
    ...manifest.optionalDependencies
  }
  return {
    name: shortNameOf(manifest.name),
    dependencies: Object.keys(dependencies)
      .filter(name => name.startsWith(scope))
      .map(shortNameOf),
    exports: Object.keys(manifest.exports ?? {}),
    files: filesOf(folder, '')
  }
}

/** Fields of a package.json that the import check reads. */
interface Manifest {
  readonly name: string
  readonly dependencies?: Record<string, string>
  readonly devDependencies?: Record<string, string>
  readonly peerDependencies?: Record<string, string>
  readonly optionalDependencies?: Record<string, string>
  readonly exports?: Record<string, unknown>
}

function shortNameOf(name: string): string {
  return name.slice(scope.length)
}

function filesOf(folder: string, below: string): SourceFile[] {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap(entry => {
    const path = below === '' ? entry.name : `${below}/${entry.name}`
    if (entry.isDirectory()) return left.has(entry.name) ? [] : filesOf(folder, path)
    if (!source.test(entry.name)) return []
    const text = readFileSync(join(folder, path), 'utf8')
    return [{ path, imports: scanImports(path, text), named: scanNamed(text) }]
  })
}
