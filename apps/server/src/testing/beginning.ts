import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Data folder and admin's session cookie of a server that was just set up. It was closed as soon as it had its first admin. */
export interface Beginning {
  files: [name: string, bytes: Buffer][]
  cookie: string
}

/** Keeps what lies in a data folder, which may then be taken away. */
export const keepBeginning = (dataFolder: string, cookie: string): Beginning => ({
  files: readdirSync(dataFolder).map(name => [name, readFileSync(join(dataFolder, name))]),
  cookie
})

/** Lays it into an empty data folder. */
export const layBeginning = ({ files }: Beginning, dataFolder: string): void => {
  for (const [name, bytes] of files) writeFileSync(join(dataFolder, name), bytes, { mode: 0o600 })
}
