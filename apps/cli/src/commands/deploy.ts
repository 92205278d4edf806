import { Id } from '@hookwright/model'
import { z } from 'zod'
import { type CliContext, defineCommand, type Report } from '../kernel/command.ts'
import { commandFault, usageFault } from '../kernel/faults.ts'
import { chooseTarget, type Target } from '../server/choose-target.ts'
import { findConnector } from '../server/find-connector.ts'
import { atServer, type ServerApi } from '../server/server-api.ts'
import { noteOption, targetOption } from './options.ts'

const connectorPositional = {
  connector: { type: 'string', demandOption: true, describe: 'Key or name of the connector' }
} as const

/** Deploys the connector version whose id `choose` returns. Active flows keep the version they use. */
const deployChosen = (
  params: { connector: string; note: string; target?: string | undefined },
  context: CliContext,
  choose: (api: ServerApi, connector: { id: Id; name: string }) => Promise<Id>
): Promise<Report> => {
  const at: Target = chooseTarget(context, params.target ?? null)
  return atServer(at, context, async api => {
    const { id, key, name } = await findConnector(api, params.connector, at.url)
    const versionId = await choose(api, { id, name })
    const { number } = await api.versions.deploy.mutate({ versionId, note: params.note })
    return {
      text: `Deployed version ${number} of “${name}” at ${at.name ?? at.url}. Flows that are on keep their version until they are upgraded.`,
      data: { url: at.url, target: at.name, key, name, version: number }
    }
  })
}

export const deploy = defineCommand({
  usage: 'deploy <connector>',
  describe: 'Deploy a version of a connector to its users',
  examples: [
    ['deploy acme_crm', 'Deploy the newest version'],
    ['deploy acme_crm --version-number 3 --target production', 'Deploy version 3 at a target']
  ],
  positionals: connectorPositional,
  options: {
    'version-number': {
      type: 'number',
      requiresArg: true,
      describe: 'Version to deploy (default: the newest)'
    },
    ...noteOption,
    ...targetOption
  },
  args: z.object({
    connector: z.string(),
    versionNumber: z.number().optional(),
    note: z.string(),
    target: z.string().optional()
  }),
  run: ({ versionNumber, ...params }, context) =>
    deployChosen(params, context, async (api, { id }) => {
      const versions = await api.versions.list.query({ connectorId: id })
      const found = versions.find(({ number }) => versionNumber === undefined || number === versionNumber)
      if (found !== undefined) return found.id
      const known = versions.map(({ number }) => number).join(', ') || 'none'
      throw commandFault('version-unknown', { number: versionNumber ?? 1, known })
    })
})

export const rollback = defineCommand({
  usage: 'rollback <connector>',
  describe: 'Roll back to the previously deployed version',
  examples: [['rollback acme_crm --note "Outputs were wrong"', 'Roll back one deployment, with a note']],
  positionals: connectorPositional,
  options: { ...noteOption, ...targetOption },
  args: z.object({ connector: z.string(), note: z.string(), target: z.string().optional() }),
  run: (params, context) =>
    deployChosen(params, context, async (api, { id, name }) => {
      const deployments = await api.versions.deployments.query({ connectorId: id })
      const earlier = deployments.find(({ versionId }) => versionId !== deployments[0]?.versionId)
      if (earlier !== undefined) return earlier.versionId
      throw commandFault('rollback-impossible', { name, count: deployments.length })
    })
})

export const replay = defineCommand({
  usage: 'replay <delivery>',
  describe: 'Run a delivery again',
  examples: [
    ['replay 0198f2c4-5a6b-7c8d-9e0f-112233445566', 'Run the delivery again with the current flow'],
    [
      'replay 0198f2c4-5a6b-7c8d-9e0f-112233445566 --no-effects',
      'Send no requests; use the responses of the original run'
    ]
  ],
  positionals: { delivery: { type: 'string', demandOption: true, describe: 'Id of the delivery' } },
  options: {
    effects: {
      type: 'boolean',
      default: true,
      describe: 'Send the requests of the run; --no-effects sends none'
    },
    ...targetOption
  },
  args: z.object({ delivery: z.string(), effects: z.boolean(), target: z.string().optional() }),
  run: async ({ delivery, effects, target }, context) => {
    const deliveryId = Id.safeParse(delivery)
    if (!deliveryId.success)
      throw usageFault(
        `“${delivery}” is not the id of a delivery. Copy the id from the page of the delivery.`
      )
    const at = chooseTarget(context, target ?? null)
    const { runId } = await atServer(at, context, api =>
      api.deliveries.replay.mutate({ deliveryId: deliveryId.data, effects })
    )
    return { text: `The delivery runs again as run ${runId}.`, data: { url: at.url, target: at.name, runId } }
  }
})
