import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A fresh folder, and how to take it away again. */
export const makeTempFolder = (): { folder: string; remove: () => void } => {
  const folder = mkdtempSync(join(tmpdir(), 'hookwright-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
