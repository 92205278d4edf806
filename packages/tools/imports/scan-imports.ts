import { parseSync } from 'vite'
import type { Import } from './workspace.ts'

/**
 * Finds every import of a source file in its syntax tree, and so ignores comments and strings.
 *
 * @param path path of the file; the extension determines the language
 * @throws Error with the path when the text cannot be parsed
 */
export function scanImports(path: string, text: string): Import[] {
  const { program, errors } = parseSync(path, text)
  const [error] = errors
  if (error !== undefined) throw new Error(`${path} cannot be parsed: ${error.message}`)
  const found: Import[] = []
  collect(program, found)
  return found
}

/** Pattern of a quoted string that ends with the path of a source file, from the root of the repository. */
const sourcePath = /['"](?:\.\.\/)*((?:packages|apps)\/[^'"\s]+\.[cm]?[jt]sx?)['"]/g

/**
 * Finds the paths of source files that appear as strings in a source file. Such a file runs or reads them.
 */
export function scanNamed(text: string): string[] {
  return [...text.matchAll(sourcePath)].map(([, path = '']) => path)
}

/**
 * Properties that contain the name of an imported module, by type of syntax node (ESTree with TypeScript).
 */
const sourceOf: Record<string, string> = {
  ImportDeclaration: 'source',
  ExportAllDeclaration: 'source',
  ExportNamedDeclaration: 'source',
  ImportExpression: 'source',
  TSImportType: 'source',
  TSExternalModuleReference: 'expression'
}

function collect(node: unknown, found: Import[]): void {
  if (Array.isArray(node)) {
    for (const child of node) collect(child, found)
    return
  }
  if (!isRecord(node)) return
  const key = typeof node.type === 'string' ? sourceOf[node.type] : undefined
  const source = key === undefined ? undefined : node[key]
  if (isRecord(source) && typeof source.value === 'string') {
    const typeOnly = node.type === 'TSImportType' || node.importKind === 'type' || node.exportKind === 'type'
    found.push({ specifier: source.value, typeOnly })
  }
  for (const child of Object.values(node)) collect(child, found)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
