import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { zipFolder } from '@hookwright/backend/offline'
import { Id, Json } from '@hookwright/model'
import { CONNECTOR_FILE } from '@hookwright/model/files'
import { z } from 'zod'
import { refuseFlaws, takeConnectorFolder } from '../files/check-folder.ts'
import { type CliContext, defineCommand } from '../kernel/command.ts'
import { commandFault, reasonOf } from '../kernel/faults.ts'
import { chooseTarget } from '../server/choose-target.ts'
import { formatEffect, type Plan, planAsMarkdown, planAsText } from '../server/deployment.ts'
import { connectorWithKey } from '../server/find-connector.ts'
import { atServer, type ServerApi } from '../server/server-api.ts'
import { noteOption, targetOption } from './options.ts'

/** Schema of a plan file, which `plan` writes and `apply` executes. */
const PlanFile = z.object({
  hookwrightPlan: z.literal(1),
  url: z.string(),
  /** Path of the connector folder, relative to the plan file. */
  folder: z.string(),
  files: z.string(),
  plan: z.object({ connectorId: Id.nullable(), basis: z.string() }).loose()
})

const digestOf = (archive: string): string => createHash('sha256').update(archive).digest('base64url')

/** Packs the files of a connector folder into an archive, and returns it with the connector's key. */
const archiveOf = (root: string): { archive: string; key: string } => {
  const { files, content } = takeConnectorFolder(root)
  return { archive: zipFolder(files).toString('base64'), key: content.key }
}

const writePlan = (file: string, content: z.infer<typeof PlanFile>): void => {
  try {
    writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`)
  } catch (thrown) {
    throw commandFault('file-unwritable', { file, why: reasonOf(thrown) })
  }
}

export const plan = defineCommand({
  usage: 'plan [folder]',
  describe: 'Show the effects of a deployment, including on flows that are on',
  examples: [
    ['plan connectors/acme-crm --out crm.plan', 'Show the effects, and save the plan for "apply"'],
    ['plan --target production --markdown', 'Print the plan as Markdown for a pull request']
  ],
  positionals: { folder: { type: 'string', default: '.', describe: `Folder with a ${CONNECTOR_FILE}` } },
  options: {
    out: { type: 'string', requiresArg: true, describe: 'File to save the plan to, for "apply"' },
    markdown: {
      type: 'boolean',
      default: false,
      describe: 'Print Markdown; with --json, add it to the output'
    },
    ...targetOption
  },
  args: z.object({
    folder: z.string(),
    out: z.string().optional(),
    markdown: z.boolean(),
    target: z.string().optional()
  }),
  run: async ({ folder, out, markdown, target }, context) => {
    const at = chooseTarget(context, target ?? null)
    const root = resolve(context.cwd, folder)
    const { archive, key } = archiveOf(root)
    const made = await atServer(at, context, async api => {
      const connector = await connectorWithKey(api, key)
      return api.plans.make.mutate({ archive, connectorId: connector?.id ?? null })
    })
    if (!made.ok) return refuseFlaws(root, made.flaws)
    const where = at.name ?? at.url
    if (out !== undefined) {
      const file = resolve(context.cwd, out)
      const place = relative(dirname(file), root) || '.'
      writePlan(file, { hookwrightPlan: 1, url: at.url, folder: place, files: digestOf(archive), plan: made })
    }
    return {
      text: markdown ? planAsMarkdown(made, where) : planAsText(made, where),
      data: {
        ...{ url: at.url, target: at.name, effect: formatEffect(made), plan: Json.parse(made) },
        ...(markdown && { markdown: planAsMarkdown(made, where) })
      },
      failed: made.findings.some(({ severity }) => severity === 'error')
    }
  }
})

const readPlan = (file: string): z.infer<typeof PlanFile> => {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (thrown) {
    throw commandFault('file-unreadable', { file, why: reasonOf(thrown) })
  }
  try {
    return PlanFile.parse(JSON.parse(text))
  } catch {
    throw commandFault('plan-invalid', { file })
  }
}

/** Interval for checking the progress of a deployment's flow upgrades, in milliseconds. */
const LOOK = 300

type Progress = Awaited<ReturnType<ServerApi['plans']['progress']['query']>>

/** Waits until the deployment has upgraded its flows, or the command is stopped. */
const upgradesOf = async (api: ServerApi, connectorId: Id, context: CliContext): Promise<Progress> => {
  for (;;) {
    const progress = await api.plans.progress.query({ connectorId })
    if (progress?.isRunning !== true || context.stopping.aborted) return progress
    await context.wait(LOOK)
  }
}

/** Executes a plan and waits for its upgrades. */
const carryOut = (
  params: { archive: string; plan: Pick<Plan, 'connectorId' | 'basis'>; note: string },
  at: ReturnType<typeof chooseTarget>,
  context: CliContext
) =>
  atServer(at, context, async api => {
    const { connectorId, basis } = params.plan
    const done = await api.plans.carryOut.mutate({
      archive: params.archive,
      connectorId,
      basis,
      note: params.note
    })
    const progress = done.upgrades === 0 ? null : await upgradesOf(api, done.connectorId, context)
    return { ...done, failed: progress?.failed ?? [] }
  })

export const apply = defineCommand({
  usage: 'apply <plan>',
  describe: 'Apply a saved plan, including to flows that are on',
  examples: [
    ['apply crm.plan', 'Apply the plan; refused if the files or the server have changed since'],
    ['apply crm.plan --note "Adds an output" --json', 'Store a note with the version; print JSON']
  ],
  positionals: {
    plan: { type: 'string', demandOption: true, describe: 'File that was written by "plan --out"' }
  },
  options: { ...noteOption, ...targetOption },
  args: z.object({ plan: z.string(), note: z.string(), target: z.string().optional() }),
  run: async ({ plan: path, note, target }, context) => {
    const file = resolve(context.cwd, path)
    const stored = readPlan(file)
    const at = chooseTarget(context, target ?? null)
    if (at.url !== stored.url)
      throw commandFault('plan-of-other-server', { planned: stored.url, url: at.url })
    const root = resolve(dirname(file), stored.folder)
    const { archive } = archiveOf(root)
    if (digestOf(archive) !== stored.files) throw commandFault('plan-of-other-files', { folder: root })
    const { version, upgrades, waiting, failed } = await carryOut(
      { archive, plan: stored.plan, note },
      at,
      context
    )
    const lines = [
      `Version ${version.number} is deployed at ${at.name ?? at.url}.`,
      ...(upgrades === 0 ? [] : [`Flows upgraded: ${upgrades - failed.length} of ${upgrades}.`]),
      ...(waiting === 0
        ? []
        : [
            `Flows not upgraded because other upgrades are in progress: ${waiting}. When those upgrades have ended, make a new plan and apply it.`
          ]),
      ...failed.map(
        ({ flowName, fault }) =>
          `  ${flowName ?? 'Unnamed flow'} was not upgraded and is still on: ${fault.message}`
      )
    ]
    return {
      text: lines.join('\n'),
      data: {
        ...{ url: at.url, target: at.name, version: version.number, upgrades, waiting },
        failed: failed.map(({ flowName, fault }) => ({ flow: flowName, message: fault.message }))
      },
      failed: failed.length + waiting > 0
    }
  }
})
