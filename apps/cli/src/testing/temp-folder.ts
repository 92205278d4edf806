import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder of a test, and a function that removes it with all it holds. */
export const makeTempFolder = (): { folder: string; remove: () => void } => {
  const folder = mkdtempSync(join(tmpdir(), 'hookwright-cli-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
