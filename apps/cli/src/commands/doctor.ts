import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Fault } from '@hookwright/model'
import { z } from 'zod'
import { readConfig } from '../files/config-file.ts'
import { type CliContext, defineCommand } from '../kernel/command.ts'
import { reasonOf } from '../kernel/faults.ts'
import { chooseServer, chooseTarget, type Target } from '../server/choose-target.ts'
import { atServer } from '../server/server-api.ts'

/** Result of one check. */
interface Check {
  name: string
  is: 'ok' | 'warning' | 'failed'
  message: string
}

const ok = (name: string, message: string): Check => ({ name, is: 'ok', message })

/** Runs a check; a fault becomes a failed check. */
const tried = async (name: string, look: () => Check | Promise<Check>): Promise<Check> => {
  try {
    return await look()
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown
    return { name, is: 'failed', message: thrown.message }
  }
}

const checkNode = ({ nodeVersion }: CliContext): Check => {
  const [major = 0, minor = 0] = nodeVersion.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return ok('Node', `Node ${nodeVersion}.`)
  const message = `Node ${nodeVersion} is too old. Install Node 20.19 or newer.`
  return { name: 'Node', is: 'failed', message }
}

const checkData = ({ env: { dataFolder } }: CliContext): Check =>
  existsSync(join(dataFolder, 'hookwright.db'))
    ? ok('Data folder', `There is a database in ${dataFolder}.`)
    : ok('Data folder', `There is no database in ${dataFolder}. It is created when the server starts.`)

const checkConfig = ({ cwd }: CliContext): Check => {
  const config = readConfig(cwd)
  if (config === null) {
    return ok(
      'Configuration',
      'There is no hookwright.yaml. The server URL can also be set as HOOKWRIGHT_URL.'
    )
  }
  return ok('Configuration', `${config.file} has these targets: ${Object.keys(config.targets).join(', ')}.`)
}

const Readiness = z.object({ reasons: z.array(z.string()).default([]) }).catch({ reasons: [] })

const checkServer = async ({ url }: { url: string }, { fetch, stopping }: CliContext): Promise<Check> => {
  const name = `Server ${url}`
  const signal = AbortSignal.any([stopping, AbortSignal.timeout(10_000)])
  try {
    const response = await fetch(`${url}/readyz`, { signal, redirect: 'manual' })
    const body: unknown = await response.json().catch(() => null)
    if (response.status === 200) return ok(name, 'The server is ready.')
    const { reasons } = Readiness.parse(body)
    const why = reasons.length === 0 ? `it answers ${response.status}` : reasons.join(' ')
    return { name, is: 'failed', message: `The server is not ready: ${why}` }
  } catch (thrown) {
    const message = `The server cannot be reached (${reasonOf(thrown)}). Start the server, or correct the server URL.`
    return { name, is: 'failed', message }
  }
}

const checkKey = (target: Target, context: CliContext): Promise<Check> =>
  tried('API key', () =>
    atServer(target, context, async api => {
      const me = await api.people.me.query()
      return ok('API key', `The API key belongs to ${me.name} (role: ${me.role}).`)
    })
  )

const checksOf = async (context: CliContext, wanted: string | null): Promise<Check[]> => {
  const checks = [
    checkNode(context),
    checkData(context),
    await tried('Configuration', () => checkConfig(context))
  ]
  let server: Omit<Target, 'apiKey'>
  try {
    server = chooseServer(context, wanted)
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown
    const isMissing = thrown.details.code === 'config-missing'
    return [...checks, { name: 'Server', is: isMissing ? 'warning' : 'failed', message: thrown.message }]
  }
  const reached = await checkServer(server, context)
  if (reached.is === 'failed') return [...checks, reached]
  return [...checks, reached, await tried('API key', () => checkKey(chooseTarget(context, wanted), context))]
}

export const doctor = defineCommand({
  usage: 'doctor',
  describe: 'Check this computer, hookwright.yaml, the server and the API key',
  examples: [
    ['doctor', 'Check everything that commands need'],
    ['doctor --target production --json', 'Check another target; print JSON']
  ],
  options: { target: { type: 'string', requiresArg: true, describe: 'Name of a target in hookwright.yaml' } },
  args: z.object({ target: z.string().optional() }),
  run: async ({ target }, context) => {
    const checks = await checksOf(context, target ?? null)
    const text = checks.map(({ name, is, message }) => `${is.padEnd(8)} ${name}: ${message}`).join('\n')
    return {
      text,
      data: { checks: checks.map(check => ({ ...check })) },
      failed: checks.some(({ is }) => is === 'failed')
    }
  }
})
