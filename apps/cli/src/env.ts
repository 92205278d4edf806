import { resolve } from 'node:path'
import { Secret } from '@hookwright/model'
import type { CliEnvironment } from './kernel/command.ts'

/** Returns the name of the variable for a target's API key, such as HOOKWRIGHT_API_KEY_TEST. */
const apiKeyVariable = (target: string): string =>
  `HOOKWRIGHT_API_KEY_${target.toUpperCase().replaceAll('-', '_')}`

/** Returns the name of the variable for a field of the live connection, such as HOOKWRIGHT_VALUE_TOKEN. */
export const connectionVariable = (field: string): string =>
  `HOOKWRIGHT_VALUE_${field.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`

/** Returns true if npm or npx started this process. */
export const isStartedByNpm = (env: NodeJS.ProcessEnv = process.env): boolean =>
  env.npm_lifecycle_event !== undefined

/**
 * Reads the environment variables of the command. An empty variable counts as unset. No other code reads the
 * environment.
 */
export const readEnvironment = (cwd: string, env: NodeJS.ProcessEnv = process.env): CliEnvironment => {
  const text = (name: string): string | null => env[name]?.trim() || null
  return {
    url: text('HOOKWRIGHT_URL'),
    apiKeyFor: target => {
      const own = target === null ? null : text(apiKeyVariable(target))
      const key = own ?? text('HOOKWRIGHT_API_KEY')
      return key === null ? null : new Secret(key)
    },
    connectionValue: field => {
      const value = text(connectionVariable(field))
      return value === null ? null : new Secret(value)
    },
    dataFolder: resolve(cwd, text('HOOKWRIGHT_DATA') ?? '.hookwright')
  }
}
