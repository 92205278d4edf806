import { isApiKeyToken, type Secret } from '@hookwright/model'
import { readConfig } from '../files/config-file.ts'
import type { CliContext } from '../kernel/command.ts'
import { commandFault } from '../kernel/faults.ts'

/** Server and the API key for signing in there. */
export interface Target {
  /** Name of the target; `null` if only HOOKWRIGHT_URL provides the address. */
  name: string | null
  url: string
  apiKey: Secret
  connections: Record<string, string>
}

const listed = (names: string[]): string => names.map(name => `“${name}”`).join(', ')

/** Returns true if nobody else can read the traffic to this address, by HTTPS or on loopback. */
const isPrivate = ({ protocol, hostname }: URL): boolean =>
  protocol === 'https:' || /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname)

/** Returns a URL without query and final slash. Throws `url-invalid`. */
const addressOf = (url: string): string => {
  const parsed = URL.canParse(url) ? new URL(url) : null
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) throw commandFault('url-invalid', { url })
  return `${parsed.origin}${parsed.pathname}`.replace(/\/+$/, '')
}

/**
 * Returns the server from `--target`, HOOKWRIGHT_URL, or the only target of `hookwright.yaml`, in this order.
 * Throws `config-missing`, `config-invalid`, `target-unknown`, `target-open`, `target-without-file`,
 * `url-invalid`.
 */
export const chooseServer = ({ cwd, env }: CliContext, wanted: string | null): Omit<Target, 'apiKey'> => {
  if (wanted === null && env.url !== null) return { name: null, url: addressOf(env.url), connections: {} }
  const config = readConfig(cwd)
  if (config === null) {
    if (wanted === null) throw commandFault('config-missing', { folder: cwd })
    throw commandFault('target-without-file', { target: wanted, folder: cwd })
  }
  const { file, targets } = config
  const names = Object.keys(targets)
  const [only = '', ...others] = names
  if (wanted === null && others.length > 0)
    throw commandFault('target-open', { file, targets: listed(names) })
  const name = wanted ?? only
  const target = Object.hasOwn(targets, name) ? targets[name] : undefined
  if (target === undefined)
    throw commandFault('target-unknown', { target: name, file, targets: listed(names) })
  return { name, url: addressOf(target.url), connections: target.connections }
}

/**
 * Returns the server and its API key. If HOOKWRIGHT_URL is set, the key is only sent to its host, since a cloned
 * repository can name servers too. Throws `key-elsewhere`, `key-missing`, `key-malformed`, `key-insecure`, and the
 * errors of `chooseServer`.
 */
export const chooseTarget = (context: CliContext, wanted: string | null): Target => {
  const server = chooseServer(context, wanted)
  const expected = context.env.url
  if (expected !== null && new URL(addressOf(expected)).origin !== new URL(server.url).origin) {
    throw commandFault('key-elsewhere', { target: server.name ?? '', url: server.url, expected })
  }
  const apiKey = context.env.apiKeyFor(server.name)
  if (apiKey === null) throw commandFault('key-missing', { url: server.url })
  // Checked here because a rejected header would be named with its value.
  if (!isApiKeyToken(apiKey.reveal())) throw commandFault('key-malformed', { url: server.url })
  if (!isPrivate(new URL(server.url))) throw commandFault('key-insecure', { url: server.url })
  return { ...server, apiKey }
}
