import { Authentication } from '../connectors/authentication.ts'
import { Branding } from '../connectors/connector.ts'
import { isBlankFlow } from '../flows/flow.ts'
import { base64Of } from '../kernel/base64.ts'
import { isJsonObject } from '../kernel/json.ts'
import type { ConnectorContent, FlowContent } from './connector-content.ts'
import { authenticationFromFile, ConnectorFile, ConnectorKey } from './connector-file.ts'
import { FlowFile } from './flow-file.ts'
import {
  byCodeUnits,
  type FileError,
  type Folder,
  type Reading,
  refuseFlaws,
  validateFolder
} from './folder.ts'
import { type OpenedFile, openFile, toFileErrors } from './parse-file.ts'
import {
  flowOfFile,
  idsOfFiles,
  isIgnoredFile,
  openFiles,
  type ReadOptions,
  refuseFiles,
  resolveTexts
} from './read-flow-file.ts'
import type { Reference } from './references.ts'
import { passwordValuesIn, secretsIn } from './secrets.ts'
import { CONNECTOR_FILE, logoEndings } from './write-connector.ts'
import { twinsAmong } from './write-flow-files.ts'

const isFlowFile = (path: string): boolean => /^flows\/[^/]+\.ya?ml$/.test(path)

const logoOf = (logo: string | null, folder: Folder): string | null => {
  if (logo === null || logo.startsWith('data:') || logo.startsWith('/')) return logo
  const content = Object.hasOwn(folder, logo) ? folder[logo] : undefined
  if (content === undefined) return null
  const ending = logo.slice('logo.'.length)
  const [type = 'png'] = Object.entries(logoEndings).find(([, each]) => each === ending) ?? []
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  return `data:image/${type};base64,${base64Of(bytes)}`
}

const readSettings = (
  opened: OpenedFile,
  folder: Folder,
  flaws: FileError[]
): Omit<ConnectorContent, 'flows'> | null => {
  const parsed = ConnectorFile.safeParse(opened.value)
  if (!parsed.success) {
    flaws.push(...toFileErrors(opened, parsed.error.issues))
    return null
  }
  const { key, name, description = '', branding } = parsed.data
  for (const { place, label } of passwordValuesIn(opened.value)) {
    const message = `The password field “${label}” has a value. Remove it: values belong to connections.`
    flaws.push({ file: opened.file, line: opened.lineOf(place), message })
  }
  const authentication = Authentication.safeParse(authenticationFromFile(parsed.data.authentication))
  if (!authentication.success) {
    flaws.push(...toFileErrors(opened, authentication.error.issues, ['authentication']))
  }
  const logo = logoOf(branding.logo ?? null, folder)
  if (logo === null && branding.logo) {
    const message = `The picture ${branding.logo} is missing. Add it to the folder or remove this line.`
    flaws.push({ file: opened.file, line: opened.lineOf(['branding', 'logo']), message })
  }
  const look = Branding.safeParse({ logo, accent: branding.accent, docsUrl: branding.docsUrl ?? null })
  if (!look.success) flaws.push(...toFileErrors(opened, look.error.issues, ['branding']))
  if (!authentication.success || !look.success) return null
  return { key, name, description, branding: look.data, authentication: authentication.data }
}

/**
 * Returns the key in a folder's `connector.yaml`, even if other parts of the file are invalid. `null` if the
 * key cannot be read.
 */
export const keyOfFolder = (folder: Folder): string | null => {
  const opened = openFile(folder, CONNECTOR_FILE)
  if (!opened.ok || !isJsonObject(opened.content.value)) return null
  const key = ConnectorKey.safeParse(opened.content.value.key)
  return key.success ? key.data : null
}

/** Reads a connector as a generator that yields after each file, so that the caller can pause. */
function* readSteps(folder: Folder, options: ReadOptions): Generator<void, Reading<ConnectorContent>> {
  const outer = validateFolder(folder)
  if (outer.length > 0) return refuseFlaws(outer)
  const paths = Object.keys(folder).sort(byCodeUnits)
  const unexpectedPaths = paths.filter(
    path => path !== CONNECTOR_FILE && !isFlowFile(path) && !isIgnoredFile(path)
  )
  const flaws: FileError[] = [...refuseFiles(unexpectedPaths, 'a connector'), ...secretsIn(folder)]
  yield
  const [main] = openFiles(folder, [CONNECTOR_FILE], flaws)
  const opened: OpenedFile[] = []
  for (const path of paths.filter(isFlowFile)) {
    yield
    opened.push(...openFiles(folder, [path], flaws))
  }
  const ids = idsOfFiles(opened, options, flaws)
  const idOf = ({ kind, name }: Reference): string | undefined =>
    kind === 'flow' ? ids.get(name) : undefined
  const flows: { flow: FlowContent; opened: OpenedFile }[] = []
  for (const each of opened) {
    yield
    const resolved = resolveTexts(each, 'cards', idOf, flaws)
    const parsed = FlowFile.safeParse(resolved.value)
    if (!parsed.success) {
      flaws.push(...toFileErrors(each, parsed.error.issues))
      continue
    }
    const id = ids.get(parsed.data.id) ?? parsed.data.id
    const flow = flowOfFile(each, { ...parsed.data, id }, options, flaws)
    // No export holds it, so a flow that was imported blank would be missing from the next one.
    if (isBlankFlow(flow)) {
      const message = 'The flow has neither a name nor cards. Name it, add a card, or remove the file.'
      flaws.push({ file: each.file, line: null, message })
    }
    flows.push({ flow, opened: each })
  }
  flaws.push(
    ...twinsAmong(
      flows.map(({ flow, opened: { file, lineOf } }) => ({ name: flow.name, file, line: lineOf(['name']) }))
    )
  )
  const settings = main && readSettings(resolveTexts(main, 'authentication', idOf, flaws), folder, flaws)
  if (!settings || flaws.length > 0) return refuseFlaws(flaws)
  return { ok: true, content: { ...settings, flows: flows.map(({ flow }) => flow) } }
}

/**
 * Reads a whole connector from a folder, or returns all errors. Does not access anything outside the folder.
 */
export const readConnector = (folder: Folder, options: ReadOptions = {}): Reading<ConnectorContent> => {
  const steps = readSteps(folder, options)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

/** Reads a connector like {@link readConnector}, and yields to the event loop after each file. */
export const readConnectorInSteps = async (
  folder: Folder,
  options: ReadOptions,
  pause: () => Promise<void>
): Promise<Reading<ConnectorContent>> => {
  const steps = readSteps(folder, options)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    await pause()
  }
}
