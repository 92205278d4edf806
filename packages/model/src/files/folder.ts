import { isReservedName } from '../kernel/ids.ts'
import { bytesOf, textOf } from '../kernel/text-bytes.ts'

/** Files of a folder by path, with `/` as separator. Images are bytes; text files are strings or bytes. */
export type Folder = Readonly<Record<string, string | Uint8Array>>

/** Reason why a file cannot be read. The line is counted from 1, if known. */
export interface FileError {
  file: string | null
  line: number | null
  message: string
}

/** Result of reading or writing files: the content, or all reasons for the failure. */
export type Reading<Content> = { ok: true; content: Content } | { ok: false; flaws: FileError[] }

/** Maximum number of errors returned, since files may contain any number of them. */
const MOST_FLAWS = 100

/** Returns a failed result with the first errors. If errors were omitted, it states their number. */
export const refuseFlaws = (flaws: readonly FileError[]): { ok: false; flaws: FileError[] } => {
  const more = flaws.length - MOST_FLAWS
  if (more <= 0) return { ok: false, flaws: [...flaws] }
  const message = `The files have ${more} more problems. Correct the ones above first.`
  return { ok: false, flaws: [...flaws.slice(0, MOST_FLAWS), { file: null, line: null, message }] }
}

/** Limits of a folder. */
export const folderLimits = { files: 300, fileBytes: 2_097_152, folderBytes: 4_194_304, path: 200 } as const

const MB = 1_048_576

/** Formats an error as one line, such as `flows/a.yaml, line 3: …`. */
export const formatFileError = ({ file, line, message }: FileError): string => {
  if (file === null) return message
  return line === null ? `${file}: ${message}` : `${file}, line ${line}: ${message}`
}

/** Returns the reason why a folder cannot contain a path; null if it can. */
export const validatePath = (path: string): string | null => {
  const names = path.split('/')
  if (path.startsWith('/') || path.includes('\\') || /^[a-z]:/i.test(path) || names.includes('..')) {
    return 'The path leads outside the folder. Use paths inside the folder, with / between names.'
  }
  if (path.length > folderLimits.path) {
    return `The path has more than ${folderLimits.path} characters. Shorten it.`
  }
  const isOdd = names.some(name => name === '' || name === '.' || isReservedName(name))

  if (isOdd || /\p{Cc}/u.test(path)) return 'The path is not a valid file name. Rename the file.'
  return null
}

/** Returns the size of a file in bytes. */
export const sizeOfFile = (content: string | Uint8Array): number =>
  typeof content === 'string' ? bytesOf(content).length : content.length

const sayMegabytes = (bytes: number): string => `${Math.ceil((bytes / MB) * 10) / 10} MB`

/** Returns the errors in the paths and sizes of a folder's files. */
export const validateFolder = (folder: Folder): FileError[] => {
  const paths = Object.keys(folder)
  if (paths.length > folderLimits.files) {
    const message = `The folder has ${paths.length} files, but the limit is ${folderLimits.files}. Remove unrelated files from the folder.`
    return [{ file: null, line: null, message }]
  }
  const flaws: FileError[] = []
  let total = 0
  for (const path of paths) {
    const flaw = validatePath(path)
    if (flaw !== null) flaws.push({ file: path.slice(0, folderLimits.path), line: null, message: flaw })
    const size = sizeOfFile(folder[path] ?? '')
    total += size
    if (size <= folderLimits.fileBytes) continue
    const message = `The file has ${sayMegabytes(size)}, but the limit is ${sayMegabytes(folderLimits.fileBytes)}. Make it smaller.`
    flaws.push({ file: path, line: null, message })
  }
  if (total <= folderLimits.folderBytes) return flaws
  const message = `The files have ${sayMegabytes(total)} together, but the limit is ${sayMegabytes(folderLimits.folderBytes)}. Remove the files that do not belong to the folder.`
  return [...flaws, { file: null, line: null, message }]
}

/** Returns the text of a file. `null` if its bytes are not valid UTF-8. */
export const textOfFile = (content: string | Uint8Array): string | null =>
  typeof content === 'string' ? content : textOf(content)

/** Compares texts by code units, independent of locale. */
export const byCodeUnits = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
