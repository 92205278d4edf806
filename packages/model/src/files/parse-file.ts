import type { z } from 'zod'
import { Json } from '../kernel/json.ts'
import { type FileError, type Folder, type Reading, textOfFile } from './folder.ts'
import { migrateFile } from './migrations.ts'
import { readYaml, type YamlDocument } from './read-yaml.ts'

/** Parsed file in the current format, with the lines of its values. It is not validated yet. */
export interface OpenedFile {
  file: string
  value: Json
  lineOf: YamlDocument['lineOf']
}

const refuse = (file: string, message: string, line: number | null = null): Reading<never> => ({
  ok: false,
  flaws: [{ file, line, message }]
})

/** Parses a YAML file of a folder and migrates it to the current format. */
export const openFile = (folder: Folder, file: string): Reading<OpenedFile> => {
  const content = Object.hasOwn(folder, file) ? folder[file] : undefined
  if (content === undefined) return refuse(file, 'The file is missing. Add it to the folder.')
  const text = textOfFile(content)
  if (text === null) return refuse(file, 'The file is not UTF-8 text. Save it as UTF-8.')
  const document = readYaml(file, text)
  if (!document.ok) return document
  const { value, lineOf } = document.content
  const migrated = migrateFile(value)
  if (!migrated.ok) return refuse(file, migrated.message, lineOf(['format']))
  return { ok: true, content: { file, value: Json.parse(migrated.value), lineOf } }
}

const nameOfPlace = (place: readonly PropertyKey[]): string =>
  place
    .map(step => (typeof step === 'number' ? `[${step + 1}]` : String(step)))
    .join('.')
    .replaceAll('.[', '[')

const sayIssue = (issue: z.core.$ZodIssue, place: readonly PropertyKey[]): string => {
  const at = place.length === 0 ? '' : `“${nameOfPlace(place)}”: `
  if (issue.code === 'unrecognized_keys') {
    const keys = issue.keys.map(key => `“${key}”`).join(', ')
    return `${at}The ${issue.keys.length === 1 ? `key ${keys} is` : `keys ${keys} are`} not known here. Remove or correct ${issue.keys.length === 1 ? 'it' : 'them'}.`
  }
  return `${at}${/[.!?]$/.test(issue.message) ? issue.message : `${issue.message}.`}`
}

/**
 * Converts schema issues to errors with line numbers. `prefix` is the path of the validated value in the
 * file.
 */
export const toFileErrors = (
  { file, lineOf }: OpenedFile,
  issues: readonly z.core.$ZodIssue[],
  prefix: readonly PropertyKey[] = []
): FileError[] =>
  issues.slice(0, 20).map(issue => {
    const place = [...prefix, ...issue.path]
    const isKey = issue.code === 'unrecognized_keys'
    const line = lineOf(isKey ? [...place, ...issue.keys.slice(0, 1)] : place)
    return { file, line, message: sayIssue(issue, place) }
  })
