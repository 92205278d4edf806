import { createHash } from 'node:crypto'
import { createReadStream, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** Name of the file that describes a backup. */
export const manifestName = 'backup.json'

/** Names of the database files in a data folder. */
export const databaseNames = { main: 'hookwright.db', auth: 'auth.db' } as const

/** Description of a backup: its time, and the sizes and hashes of its files. */
export const Manifest = z.strictObject({
  format: z.literal(1),
  createdAt: z.iso.datetime(),
  files: z.record(
    z.string().regex(/^[a-z.-]{1,40}$/),
    z.strictObject({ bytes: z.int().min(0), sha256: z.string().regex(/^[0-9a-f]{64}$/) })
  ),
  counts: z.record(z.string().regex(/^[a-z_]{1,40}$/), z.int().min(0))
})
export type Manifest = z.infer<typeof Manifest>

/** Returns the size and SHA-256 of a file, read as a stream. */
export const digestOf = async (path: string): Promise<Manifest['files'][string]> => {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path)) hash.update(piece)
  return { bytes: statSync(path).size, sha256: hash.digest('hex') }
}

/** Reads the manifest of a backup; null if it is missing or unreadable. */
export const readManifest = (folder: string): Manifest | null => {
  try {
    return Manifest.parse(JSON.parse(readFileSync(join(folder, manifestName), 'utf8')))
  } catch {
    return null
  }
}
