import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder that holds the root package.json, whatever folder a command was typed in. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..')
