import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Snapshot of a new server right after its setup: its data folder and the admin's session cookie. */
export interface Beginning {
  files: [name: string, bytes: Buffer][]
  cookie: string
}

/** Saves the contents of a data folder, which may then be deleted. */
export const keepBeginning = (dataFolder: string, cookie: string): Beginning => ({
  files: readdirSync(dataFolder).map(name => [name, readFileSync(join(dataFolder, name))]),
  cookie
})

/** Writes the saved contents into an empty data folder. */
export const writeBeginning = ({ files }: Beginning, dataFolder: string): void => {
  for (const [name, bytes] of files) writeFileSync(join(dataFolder, name), bytes, { mode: 0o600 })
}
