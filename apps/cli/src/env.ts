import { resolve } from 'node:path'
import { Secret } from '@hookwright/model'
import type { CliEnvironment } from './kernel/command.ts'

/** Reads the variables that the command knows; an empty one counts as unset. Nothing else looks at the environment. */
export const readEnvironment = (cwd: string, env: NodeJS.ProcessEnv = process.env): CliEnvironment => {
  const text = (name: string): string | null => env[name]?.trim() || null
  const key = text('HOOKWRIGHT_API_KEY')
  return {
    url: text('HOOKWRIGHT_URL'),
    apiKey: key === null ? null : new Secret(key),
    dataFolder: resolve(cwd, text('HOOKWRIGHT_DATA') ?? '.hookwright')
  }
}
