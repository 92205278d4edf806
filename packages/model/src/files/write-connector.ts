import { base64Of, decodeBase64 } from '../kernel/base64.ts'
import { type ConnectorContent, keysOfFlows } from './connector-content.ts'
import { authenticationToFile } from './connector-file.ts'
import { editorSchemas } from './editor-schemas.ts'
import { FILE_FORMAT } from './flow-file.ts'
import { byCodeUnits, type Folder, type Reading, validateFolder } from './folder.ts'
import { hostsOf } from './hosts-of.ts'
import { mapTexts, type Reference, readReference, textToFile } from './references.ts'
import { passwordValuesIn, secretsIn } from './secrets.ts'
import { fileNamesOf, twinsAmong, writeFlowFile } from './write-flow-files.ts'
import { writeYaml } from './write-yaml.ts'

/** Name of a connector's main file. */
export const CONNECTOR_FILE = 'connector.yaml'

const dataUrl = /^data:image\/(svg\+xml|png|jpeg|gif|webp);base64,([A-Za-z0-9+/]+=*)$/

/** File extensions of pictures, by media type. */
export const logoEndings: Readonly<Record<string, string>> = {
  'svg+xml': 'svg',
  png: 'png',
  jpeg: 'jpg',
  gif: 'gif',
  webp: 'webp'
}

/** Returns the logo as a separate file; `null` for a logo that stays in `connector.yaml`. */
const logoFileOf = (logo: string | null): { name: string; bytes: Uint8Array } | null => {
  const [, type = '', base64 = ''] = dataUrl.exec(logo ?? '') ?? []
  const bytes = decodeBase64(base64)
  const ending = logoEndings[type]
  // Only what is read back as the very same data URL.
  if (ending === undefined || bytes === null || base64Of(bytes) !== base64) return null
  return { name: `logo.${ending}`, bytes }
}

const oneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, ' ').trim()

/** Returns the README of the folder. Each export rewrites it; imports ignore it. */
const readmeOf = ({ name, description, flows, ...content }: ConnectorContent, files: string[]): string => {
  const hosts = hostsOf({ flows, ...content })
  return [
    `# ${oneLine(name)}`,
    ...(description === '' ? [] : ['', description.trimEnd()]),
    '',
    'A connector of Hookwright. `connector.yaml` holds its settings and authentication, `flows` one file a flow, `tests` its tests.',
    ...(files.length === 0 ? [] : ['', '## Flows', '', ...files]),
    ...(hosts.length === 0 ? [] : ['', '## Hosts', '', ...hosts.map(({ host }) => `- \`${host}\``)]),
    ''
  ].join('\n')
}

/**
 * Writes a connector as a folder of text files; equal content yields equal bytes. Rejects duplicate
 * flow names and secrets, with their file and line.
 */
export const writeConnector = (content: ConnectorContent): Reading<Folder> => {
  const { key, name, description, branding, flows } = content
  const keys = keysOfFlows(flows)
  const names = fileNamesOf(flows, keys)
  const references = new Map<string, Reference>()
  const flowNames = new Map<string, string | null>()
  for (const flow of flows) {
    const flowKey = keys.get(flow.id) ?? flow.id
    references.set(flow.id, { kind: 'flow', name: flowKey })
    flowNames.set(flowKey, flow.name)
  }
  const labelOf = (reference: Reference): string | null => flowNames.get(reference.name) ?? null
  const logo = logoFileOf(branding.logo)
  const authentication = mapTexts(authenticationToFile(content.authentication), textToFile(references))
  const settings = {
    format: FILE_FORMAT,
    key,
    name,
    ...(description !== '' && { description }),
    branding: {
      ...(branding.logo !== null && { logo: logo?.name ?? branding.logo }),
      accent: branding.accent,
      ...(branding.docsUrl !== null && { docsUrl: branding.docsUrl })
    },
    authentication
  }
  const written = flows
    .map(flow => ({ flow, path: `flows/${names.get(flow.id)}.yaml` }))
    .sort((one, other) => byCodeUnits(one.path, other.path))
  const folder: Folder = {
    [CONNECTOR_FILE]: writeYaml(settings, {
      header: ['yaml-language-server: $schema=./schema/connector.schema.json'],
      labelOf: text => {
        const reference = readReference(text)
        return reference === null ? null : labelOf(reference)
      }
    }),
    'README.md': readmeOf(
      content,
      written.map(
        ({ flow, path }) => `- [${oneLine(flow.name ?? 'Unnamed flow').replace(/[[\]\\]/g, '\\$&')}](${path})`
      )
    ),
    ...(logo !== null && { [logo.name]: logo.bytes }),
    ...Object.fromEntries(
      written.map(({ flow, path }) => [
        path,
        writeFlowFile(flow, { keys, references, labelOf, schema: '../schema/flow.schema.json' })
      ])
    ),
    ...editorSchemas()
  }
  const flaws = [
    ...validateFolder(folder),
    ...twinsAmong(written.map(({ flow, path }) => ({ name: flow.name, file: path, line: null }))),
    ...passwordValuesIn(authentication).map(({ label }) => ({
      file: CONNECTOR_FILE,
      line: null,
      message: `The password field “${label}” has an initial value, which would be readable in the file. Remove it.`
    })),
    ...secretsIn(folder)
  ]
  return flaws.length > 0 ? { ok: false, flaws } : { ok: true, content: folder }
}
