import { byCodeUnits, type FileError, type Folder, type Reading, refuseFlaws } from './folder.ts'
import { openFile, toFileErrors } from './parse-file.ts'
import { secretsIn } from './secrets.ts'
import { TestFile } from './test-file.ts'

/** Test of a connector, with the path of its file. */
export interface ConnectorTest extends TestFile {
  file: string
}

const isTestFile = (path: string): boolean => /^tests\/[^/]+\.ya?ml$/.test(path)

/**
 * Reads the tests of a connector's folder in path order, or returns all errors. Files that contain secrets
 * are rejected.
 */
export const readTests = (folder: Folder): Reading<ConnectorTest[]> => {
  const files = Object.keys(folder).filter(isTestFile).sort(byCodeUnits)
  const flaws: FileError[] = secretsIn(Object.fromEntries(files.map(file => [file, folder[file] ?? ''])))
  const tests = files.flatMap((file): ConnectorTest[] => {
    const opened = openFile(folder, file)
    if (!opened.ok) {
      flaws.push(...opened.flaws)
      return []
    }
    const parsed = TestFile.safeParse(opened.content.value)
    if (parsed.success) return [{ ...parsed.data, file }]
    flaws.push(...toFileErrors(opened.content, parsed.error.issues))
    return []
  })
  return flaws.length > 0 ? refuseFlaws(flaws) : { ok: true, content: tests }
}
