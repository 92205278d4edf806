import { join, resolve } from 'node:path'
import { unzipFolder, zipFolder } from '@hookwright/backend/offline'
import { USER_FLOW_FILE } from '@hookwright/model/files'
import { z } from 'zod'
import {
  flowKeyOf,
  mustBeFlowFolder,
  renameConnections,
  takeFlowFolder,
  unifyConnections
} from '../files/flow-folder.ts'
import { writeFlowFolder } from '../files/folder-on-disk.ts'
import { defineCommand } from '../kernel/command.ts'
import { commandFault } from '../kernel/faults.ts'
import { chooseTarget, type Target } from '../server/choose-target.ts'
import { findFlow, findFlowWhere } from '../server/find-flow.ts'
import { atServer } from '../server/server-api.ts'
import { targetOption } from './options.ts'

/**
 * Returns the names that flow folders use for a target's connections. The keys are the connection names at
 * the target.
 */
const namesOfFolders = ({ connections }: Target): Record<string, string> =>
  Object.fromEntries(Object.entries(connections).map(([name, atTarget]) => [atTarget, name]))

export const pullFlow = defineCommand({
  usage: 'pull-flow <flow> [folder]',
  describe: 'Export a flow from a server as files',
  examples: [
    ['pull-flow "Welcome new joiners"', 'Write the flow and its helper flows to flows/welcome-new-joiners'],
    ['pull-flow Welcome welcome --target test', 'Use the connection names of hookwright.yaml']
  ],
  positionals: {
    flow: { type: 'string', demandOption: true, describe: 'Name or id of the flow' },
    folder: { type: 'string', describe: 'Folder to write; empty, or with the same flow' }
  },
  options: targetOption,
  args: z.object({ flow: z.string(), folder: z.string().optional(), target: z.string().optional() }),
  run: async ({ flow: wanted, folder, target }, context) => {
    const at = chooseTarget(context, target ?? null)
    const { archive, fileName, found } = await atServer(at, context, async api => {
      const flow = await findFlow(api, wanted)
      if (flow === undefined) throw commandFault('flow-unknown', { wanted, url: at.url })
      return { ...(await api.flows.exportFiles.query({ flowId: flow.id })), found: flow }
    })
    const files = unifyConnections(unzipFolder(Buffer.from(archive, 'base64')), namesOfFolders(at))
    const root = resolve(context.cwd, folder ?? join('flows', fileName.replace(/\.zip$/, '')))
    mustBeFlowFolder(root, flowKeyOf(files) ?? '')
    writeFlowFolder(root, files, context.cwd)
    return {
      text: `Wrote the flow “${found.name}” to ${root} (files: ${Object.keys(files).length}).`,
      data: { folder: root, id: found.id, name: found.name, files: Object.keys(files) }
    }
  }
})

export const pushFlow = defineCommand({
  usage: 'push-flow [folder]',
  describe: 'Import files as the draft of a flow',
  examples: [
    ['push-flow flows/welcome --target test --preview', 'Show the changes without making them'],
    [
      'push-flow flows/welcome --target production',
      'Use the connections that hookwright.yaml sets for production'
    ]
  ],
  positionals: { folder: { type: 'string', default: '.', describe: `Folder with a ${USER_FLOW_FILE}` } },
  options: {
    preview: { type: 'boolean', default: false, describe: 'Show the changes without making them' },
    ...targetOption
  },
  args: z.object({ folder: z.string(), preview: z.boolean(), target: z.string().optional() }),
  run: async ({ folder, preview: isPreview, target }, context) => {
    const at = chooseTarget(context, target ?? null)
    const root = resolve(context.cwd, folder)
    const { files, key } = takeFlowFolder(root)
    const archive = zipFolder(renameConnections(files, at.connections)).toString('base64')
    const { preview, is } = await atServer(at, context, async api => {
      const flowId = (await findFlowWhere(api, ({ id }) => id.endsWith(key)))?.id ?? null
      const seen = await api.flows.previewFiles.mutate({ archive, flowId })
      if (!seen.ok) {
        throw commandFault('child-failed', {
          what: seen.flaws[0]?.message ?? 'The server refused the files.'
        })
      }
      const isSame = flowId !== null && seen.flows.every(({ effect }) => effect === 'same')
      if (!isSame && !isPreview) {
        await (flowId === null
          ? api.flows.createFromFiles.mutate({ archive })
          : api.flows.importFiles.mutate({ archive, flowId, basis: seen.basis }))
      }
      return { preview: seen, is: isSame ? 'same' : flowId === null ? 'created' : 'changed' } as const
    })
    for (const { connector, name, isFound } of preview.connections) {
      if (isFound) continue
      context.warn(
        `The connector ${connector} has no connection “${name}” at ${at.name ?? at.url}, so the cards that use it have no connection. Create it, or name another one in hookwright.yaml.`
      )
    }
    const newHosts = preview.hosts.filter(({ isNew }) => isNew).map(({ host }) => host)
    if (newHosts.length > 0) {
      context.warn(`Hosts that this flow did not call before: ${newHosts.join(', ')}.`)
    }
    const name = preview.name ?? 'Unnamed flow'
    const lines = {
      same: `The draft of “${name}” at ${at.url} already matches the files.`,
      created: `The flow “${name}” is new at ${at.url}. It is off.`,
      changed: `The draft of “${name}” at ${at.url} is replaced.`
    }
    const flows = preview.flows.filter(({ effect }) => effect !== 'same')
    return {
      text: [
        ...(isPreview ? ['Preview only, nothing was changed:'] : []),
        lines[is],
        ...flows.map(flow => `  ${flow.effect} ${flow.name ?? 'Unnamed flow'}`)
      ].join('\n'),
      data: {
        ...{ is, isPreview, url: at.url, target: at.name, name: preview.name, newHosts },
        flows: preview.flows.map(flow => ({ ...flow })),
        connections: preview.connections.map(connection => ({ ...connection }))
      }
    }
  }
})
