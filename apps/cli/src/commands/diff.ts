import { Json } from '@hookwright/model'
import { z } from 'zod'
import { type CliContext, defineCommand } from '../kernel/command.ts'
import { commandFault } from '../kernel/faults.ts'
import { chooseTarget, type Target } from '../server/choose-target.ts'
import { formatEffect, type Plan, planAsMarkdown, planAsText } from '../server/deployment.ts'
import { connectorWithKey, findConnector } from '../server/find-connector.ts'
import { atServer } from '../server/server-api.ts'

/** Name of a connection in the files and at two targets; `null` if a target has no name for it. */
interface ConnectionNames {
  name: string
  from: string | null
  to: string | null
}

/**
 * Returns the deployed version of a connector at a target, as files. Throws `connector-unknown`,
 * `nothing-deployed`.
 */
const deployedAt = (at: Target, wanted: string, context: CliContext) =>
  atServer(at, context, async api => {
    const connector = await findConnector(api, wanted, at.url)
    const versions = await api.versions.list.query({ connectorId: connector.id })
    const deployed = versions.find(({ status }) => status === 'deployed')
    if (deployed === undefined) {
      throw commandFault('nothing-deployed', { name: connector.name, target: at.name ?? at.url })
    }
    const asked = { connectorId: connector.id, versionId: deployed.id }
    const { archive } = await api.connectors.exportFiles.query(asked)
    return { archive, key: connector.key, number: deployed.number }
  })

/** Returns the plan for deploying connector files to a target, without deploying them. */
const planAt = (at: Target, archive: string, key: string, context: CliContext): Promise<Plan> =>
  atServer(at, context, async api => {
    const connector = await connectorWithKey(api, key)
    const made = await api.plans.make.mutate({ archive, connectorId: connector?.id ?? null })
    if (made.ok) return made
    throw commandFault('child-failed', { what: made.flaws[0]?.message ?? 'The server refused the files.' })
  })

const namesAt = (from: Target, to: Target): ConnectionNames[] => {
  const names = new Set([...Object.keys(from.connections), ...Object.keys(to.connections)])
  return [...names].sort().map(name => ({
    name,
    from: from.connections[name] ?? null,
    to: to.connections[name] ?? null
  }))
}

const rowOf = ({ name, from, to }: ConnectionNames): string =>
  `  connection ${name}: ${from ?? 'not named'} → ${to ?? 'not named'}`

export const diff = defineCommand({
  usage: 'diff <connector>',
  describe: 'Compare a connector at two targets before you promote it',
  examples: [
    ['diff acme_crm --from test --to production', 'List the changes that make production match test'],
    [
      'diff acme_crm --from test --to production --markdown',
      'Print the changes as Markdown for a pull request'
    ]
  ],
  positionals: {
    connector: { type: 'string', demandOption: true, describe: 'Key or name of the connector' }
  },
  options: {
    from: { type: 'string', demandOption: true, requiresArg: true, describe: 'Target to promote from' },
    to: { type: 'string', demandOption: true, requiresArg: true, describe: 'Target to promote to' },
    markdown: { type: 'boolean', default: false, describe: 'Print Markdown' }
  },
  args: z.object({ connector: z.string(), from: z.string(), to: z.string(), markdown: z.boolean() }),
  run: async ({ connector, from, to, markdown }, context) => {
    const [ahead, behind] = [chooseTarget(context, from), chooseTarget(context, to)]
    const { archive, key, number } = await deployedAt(ahead, connector, context)
    const plan = await planAt(behind, archive, key, context)
    const names = namesAt(ahead, behind)
    for (const { name, to: named } of names) {
      if (named === null)
        context.warn(`The target “${to}” has no connection for “${name}”. Add one to hookwright.yaml.`)
    }
    const head = `Changes at ${to} if version ${number} of ${from} is deployed there:`
    const rows = names.map(rowOf)
    return {
      text: markdown ? planAsMarkdown(plan, to) : [head, planAsText(plan, to), ...rows].join('\n'),
      data: {
        ...{ key, from: { target: from, url: ahead.url, version: number } },
        to: { target: to, url: behind.url, version: plan.from },
        ...{ isSame: plan.isUpToDate, effect: formatEffect(plan), plan: Json.parse(plan) },
        connections: names.map(each => ({ ...each })),
        ...(markdown && { markdown: planAsMarkdown(plan, to) })
      }
    }
  }
})
