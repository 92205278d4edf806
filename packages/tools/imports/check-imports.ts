import { posix } from 'node:path'
import type { ImportTable } from './import-table.ts'
import type { Import, SourceFile, Workspace } from './workspace.ts'

const scope = '@hookwright/'

/**
 * Checks workspaces against the import rules. Pure.
 *
 * @param workspaces all workspaces, since an import is checked against the exports of its target
 * @returns a sentence per breach, with the location and the rule; empty when there is none
 */
export function checkImports(workspaces: readonly Workspace[], table: ImportTable): string[] {
  return workspaces.flatMap(workspace => {
    if (!(workspace.name in table)) {
      return [
        `The workspace "${workspace.name}" has no line in import-table.ts; add one that says what it may import.`
      ]
    }
    return [
      ...workspace.dependencies
        .filter(name => !mayDependOn(workspace.name, name, table))
        .map(
          name =>
            `package.json of "${workspace.name}" depends on "${name}", which the import table does not allow.`
        ),
      ...workspace.files.flatMap(file =>
        file.imports.flatMap(entry => {
          const breach = breachOf({ workspace, file, entry, workspaces, table })
          return breach === undefined
            ? []
            : [`${workspace.name}/${file.path} imports "${entry.specifier}", ${breach}.`]
        })
      ),
      ...workspace.files.flatMap(file =>
        file.named
          .filter(path => !mayName(workspace.name, path, table))
          .map(
            path =>
              `${workspace.name}/${file.path} names "${path}", which the import table does not let it run.`
          )
      )
    ]
  })
}

interface Given {
  readonly workspace: Workspace
  readonly file: SourceFile
  readonly entry: Import
  readonly workspaces: readonly Workspace[]
  readonly table: ImportTable
}

function breachOf({ workspace, file, entry, workspaces, table }: Given): string | undefined {
  const { specifier } = entry
  if (specifier.startsWith('.')) {
    const target = posix.join(posix.dirname(file.path), specifier)
    return target.startsWith('..')
      ? 'which reaches out of its package; import the other package by name'
      : undefined
  }
  if (!specifier.startsWith(scope)) return undefined
  const [name = '', ...rest] = specifier.slice(scope.length).split('/')
  if (!mayImport(workspace.name, name, entry.typeOnly, table)) {
    return mayDependOn(workspace.name, name, table)
      ? 'which the import table allows only with "import type"'
      : 'which the import table does not allow'
  }
  if (!workspace.dependencies.includes(name)) return 'which its package.json does not name'
  const subpath = ['.', ...rest].join('/')
  const exported = workspaces.find(other => other.name === name)?.exports.includes(subpath)
  return exported ? undefined : 'which that package does not export'
}

function mayName(from: string, path: string, table: ImportTable): boolean {
  const line = table[from]
  const isOwn = path.split('/')[1] === from
  return isOwn || line?.mayImport === 'anything' || (line?.runs?.includes(path) ?? false)
}

function mayDependOn(from: string, to: string, table: ImportTable): boolean {
  return mayImport(from, to, true, table)
}

function mayImport(from: string, to: string, typeOnly: boolean, table: ImportTable): boolean {
  const line = table[from]
  if (line === undefined || from === to) return false
  if (line.mayImport === 'anything') return to in table
  return line.mayImport.includes(to) || (typeOnly && (line.byType?.includes(to) ?? false))
}
