import { isJsonObject, type Json } from '../kernel/json.ts'
import { knownSecrets } from '../kernel/known-secrets.ts'
import { byCodeUnits, type FileError, type Folder, textOfFile } from './folder.ts'

const sayRemoval = 'Use a password field of the connection instead.'

/**
 * Returns the secrets of known services that a folder's text files contain, as errors with file and line, at
 * most one per line.
 */
export const secretsIn = (folder: Folder): FileError[] =>
  Object.keys(folder)
    .sort(byCodeUnits)
    .flatMap(file => {
      const text = textOfFile(folder[file] ?? '')
      if (text === null || !knownSecrets.some(({ pattern }) => pattern.test(text))) return []
      return text.split('\n').flatMap((line, index): FileError[] => {
        const found = knownSecrets.find(({ pattern }) => pattern.test(line))
        const message = `The line contains ${found?.name}. ${sayRemoval}`
        return found === undefined ? [] : [{ file, line: index + 1, message }]
      })
    })

/**
 * Returns the path and label of each non-empty password field in a file's authentication. Searches at any
 * depth, even in invalid content.
 */
export const passwordValuesIn = (
  value: Json,
  place: readonly PropertyKey[] = []
): { place: PropertyKey[]; label: string }[] => {
  if (Array.isArray(value)) return value.flatMap((item, index) => passwordValuesIn(item, [...place, index]))
  if (!isJsonObject(value)) return []
  const { entry, initial, label } = value
  const own =
    entry === 'password' && initial !== undefined && initial !== ''
      ? [{ place: [...place, 'initial'], label: String(label) }]
      : []
  return [
    ...own,
    ...Object.entries(value).flatMap(([key, inner]) => passwordValuesIn(inner, [...place, key]))
  ]
}
