import { join, resolve } from 'node:path'
import { unzipFolder, zipFolder } from '@hookwright/backend/offline'
import { CONNECTOR_FILE } from '@hookwright/model/files'
import { z } from 'zod'
import { takeConnectorFolder } from '../files/check-folder.ts'
import { mustBeOwnFolder, writeFolder } from '../files/folder-on-disk.ts'
import { type CliContext, defineCommand, type Report } from '../kernel/command.ts'
import { commandFault } from '../kernel/faults.ts'
import { chooseTarget } from '../server/choose-target.ts'
import { connectorWithKey, findConnector } from '../server/find-connector.ts'
import { atServer, type ServerApi } from '../server/server-api.ts'
import { targetOption } from './options.ts'

/** Returns the id of a version by its number; null for the draft. Throws `version-unknown`. */
const versionIdOf = async (api: ServerApi, connectorId: string, number: number | undefined) => {
  if (number === undefined) return null
  const versions = await api.versions.list.query({ connectorId })
  const found = versions.find(version => version.number === number)
  if (found !== undefined) return found.id
  const known = versions.map(version => version.number).join(', ')
  throw commandFault('version-unknown', { number, known: known === '' ? 'none' : known })
}

export const pull = defineCommand({
  usage: 'pull <connector> [folder]',
  describe: 'Export a connector from a server as files',
  aliases: ['export'],
  examples: [
    ['pull acme_crm', 'Write the draft of the connector to connectors/acme_crm'],
    ['pull "Acme CRM" crm --version-number 3', 'Write version 3 into the folder crm']
  ],
  positionals: {
    connector: { type: 'string', demandOption: true, describe: 'Key or name of the connector' },
    folder: { type: 'string', describe: 'Folder to write; empty, or with the same connector' }
  },
  options: {
    'version-number': {
      type: 'number',
      requiresArg: true,
      describe: 'Version to write instead of the draft'
    },
    ...targetOption
  },
  args: z.object({
    connector: z.string(),
    folder: z.string().optional(),
    versionNumber: z.number().optional(),
    target: z.string().optional()
  }),
  run: async ({ connector: wanted, folder, versionNumber, target }, context) => {
    const at = chooseTarget(context, target ?? null)
    const { archive, found } = await atServer(at, context, async api => {
      const connector = await findConnector(api, wanted, at.url)
      const versionId = await versionIdOf(api, connector.id, versionNumber)
      const exported = await api.connectors.exportFiles.query({ connectorId: connector.id, versionId })
      return { archive: exported.archive, found: connector }
    })
    const short = found.key.replace(/_[a-z0-9]{6}$/, '').replaceAll('_', '-')
    const root = resolve(context.cwd, folder ?? join('connectors', short))
    mustBeOwnFolder(root, found.key)
    const files = unzipFolder(Buffer.from(archive, 'base64'))
    writeFolder(root, files, context.cwd)
    const what = versionNumber === undefined ? 'the draft' : `version ${versionNumber}`
    return {
      text: `Wrote ${what} of “${found.name}” to ${root} (files: ${Object.keys(files).length}).`,
      data: { folder: root, key: found.key, name: found.name, files: Object.keys(files) }
    }
  }
})

/** Imports the packed files of a connector folder as drafts, without deploying them. */
const importFolder = async (api: ServerApi, archive: string, key: string, context: CliContext) => {
  const connector = await connectorWithKey(api, key)
  const connectorId = connector?.id ?? null
  const preview = await api.connectors.previewFiles.mutate({ archive, connectorId })
  if (!preview.ok) {
    const [flaw] = preview.flaws
    throw commandFault('child-failed', { what: flaw?.message ?? 'The server refused the files.' })
  }
  const fresh = preview.hosts.filter(({ isNew }) => isNew).map(({ host }) => host)
  if (fresh.length > 0) context.warn(`Hosts that this connector did not call before: ${fresh.join(', ')}.`)
  const isNothing =
    connectorId !== null && !preview.changesSettings && preview.flows.every(each => each.effect === 'same')
  if (!isNothing) {
    await (connectorId === null
      ? api.connectors.createFromFiles.mutate({ archive, name: preview.freeName, isCopy: false })
      : api.connectors.importFiles.mutate({ archive, connectorId, basis: preview.basis }))
  }
  return { preview, connectorId, isNothing, fresh }
}

/** Imports the files of a folder as drafts of its connector, without deploying them. */
export const pushFolder = async (
  { folder, target }: { folder: string; target?: string | undefined },
  context: CliContext
): Promise<Report> => {
  const at = chooseTarget(context, target ?? null)
  const { files, content } = takeConnectorFolder(resolve(context.cwd, folder))
  const archive = zipFolder(files).toString('base64')
  const done = await atServer(at, context, api => importFolder(api, archive, content.key, context))
  const { preview, connectorId, isNothing, fresh } = done
  const is = isNothing ? 'same' : connectorId === null ? 'created' : 'changed'
  const changed = preview.flows.filter(({ effect }) => effect !== 'same')
  const lines = {
    same: `The drafts of “${preview.name}” at ${at.url} already match the files.`,
    created: `Created “${preview.freeName}” at ${at.url} with ${changed.length} flows. Nothing is deployed yet.`,
    changed: `Replaced drafts of “${preview.name}” at ${at.url}; users are not affected until a version is deployed.`
  }
  const flows = changed.map(({ name, effect }) => `  ${effect} ${name ?? 'Unnamed flow'}`)
  const left = preview.untouched.map(name => `  not in the files, unchanged: ${name ?? 'Unnamed flow'}`)
  return {
    text: [lines[is], ...flows, ...left].join('\n'),
    data: {
      is,
      ...{ url: at.url, target: at.name, key: content.key, name: preview.name },
      flows: preview.flows.map(flow => ({ ...flow })),
      untouched: preview.untouched,
      newHosts: fresh
    }
  }
}

export const push = defineCommand({
  usage: 'push [folder]',
  describe: 'Import files as drafts of a connector; users are not affected',
  examples: [
    [
      'push connectors/acme-crm',
      'Create the connector, or replace the drafts of the connector with the same key'
    ],
    ['push --target test --json', 'Import the current folder at a target; print what changed']
  ],
  positionals: { folder: { type: 'string', default: '.', describe: `Folder with a ${CONNECTOR_FILE}` } },
  options: targetOption,
  args: z.object({ folder: z.string(), target: z.string().optional() }),
  run: pushFolder
})
