import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { commandFault, reasonOf } from '../kernel/faults.ts'

/** Name of the configuration file, which lists the targets. */
export const CONFIG_FILE = 'hookwright.yaml'

const Name = z.string().min(1).max(200)

/** Server to which connectors are deployed. */
const Target = z.strictObject({
  url: z.url({ protocol: /^https?$/, error: 'must be an http or https address' }),
  /** Names of connections on this server, keyed by their names in folders. */
  connections: z.record(Name, Name).default({})
})

/** Schema of `hookwright.yaml`. */
const Config = z.strictObject({
  targets: z
    .record(z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'must have lower-case letters, digits and -'), Target)
    .refine(targets => Object.keys(targets).length > 0, 'must name at least one target')
})

/** The file `hookwright.yaml`, with its path. */
export type ConfigFile = z.infer<typeof Config> & { file: string }

/**
 * Finds the nearest `hookwright.yaml` in a folder or its parents; `null` if there is none. Files above the
 * repository are ignored, since other people may own them.
 */
const findConfig = (folder: string): string | null => {
  const file = join(folder, CONFIG_FILE)
  if (existsSync(file)) return file
  if (existsSync(join(folder, '.git'))) return null
  const parent = dirname(folder)
  return parent === folder ? null : findConfig(parent)
}

const placeOf = (path: readonly PropertyKey[]): string =>
  path.length === 0 ? 'The file' : `“${path.join('.')}”`

/** Parses `hookwright.yaml`. Throws `config-invalid` with a sentence for each mistake. */
const parseConfig = (file: string, text: string): z.infer<typeof Config> => {
  let value: unknown
  try {
    value = parse(text, { maxAliasCount: 0, prettyErrors: true })
  } catch (thrown) {
    const [why = ''] = thrown instanceof Error ? thrown.message.split('\n') : []
    throw commandFault('config-invalid', { file, why: `It is not valid YAML: ${why.replace(/:$/, '')}.` })
  }
  if (typeof value === 'object' && value !== null && JSON.stringify(value).includes('hwk_')) {
    const why = 'It contains an API key. Remove the key, revoke it, and set a new one as HOOKWRIGHT_API_KEY.'
    throw commandFault('config-invalid', { file, why })
  }
  const parsed = Config.safeParse(value)
  if (parsed.success) return parsed.data
  const mistakes = parsed.error.issues.map(issue =>
    issue.code === 'unrecognized_keys'
      ? `${placeOf(issue.path)} has unknown keys: ${issue.keys.join(', ')}.`
      : `${placeOf(issue.path)} ${/^must/.test(issue.message) ? issue.message : `is wrong: ${issue.message}`}.`
  )
  throw commandFault('config-invalid', { file, why: mistakes.slice(0, 5).join(' ') })
}

/**
 * Reads the nearest `hookwright.yaml`; `null` if there is none. Throws `config-invalid`, `file-unreadable`.
 */
export const readConfig = (folder: string): ConfigFile | null => {
  const file = findConfig(folder)
  if (file === null) return null
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (thrown) {
    throw commandFault('file-unreadable', { file, why: reasonOf(thrown) })
  }
  return { file, ...parseConfig(file, text) }
}
