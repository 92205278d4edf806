import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Creates a temporary folder for a test, with a function that removes it. */
export const makeTempFolder = (): { folder: string; remove: () => void } => {
  const folder = mkdtempSync(join(tmpdir(), 'hookwright-cli-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
