import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Data folder and admin's session cookie of a new server, closed right after its setup. */
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
export const layBeginning = ({ files }: Beginning, dataFolder: string): void => {
  for (const [name, bytes] of files) writeFileSync(join(dataFolder, name), bytes, { mode: 0o600 })
}
