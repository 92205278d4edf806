import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Creates a temporary folder; returns it with a function that removes it. */
export const makeTempFolder = (): { folder: string; remove: () => void } => {
  const folder = mkdtempSync(join(tmpdir(), 'hookwright-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
