import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Folder of the root package.json, independent of the current directory. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..')
