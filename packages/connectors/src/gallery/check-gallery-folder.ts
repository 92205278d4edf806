import { findingsOf } from '@hookwright/backend/offline'
import { cardSpecs } from '@hookwright/cards'
import { kindOf } from '@hookwright/engine'
import {
  type ConnectorContent,
  type ConnectorTest,
  type Folder,
  formatFileError,
  readConnector,
  readEvidence,
  readTests,
  writeConnector
} from '@hookwright/model/files'
import { runTest } from '../runner/run-test.ts'

/** Returns true for a file that is in an export but not stored in the gallery. */
const isGenerated = (path: string): boolean => path === 'README.md' || path.startsWith('schema/')

/** Returns the files of a connector's export that the gallery stores. */
export const canonicalFiles = (content: ConnectorContent): Folder => {
  const written = writeConnector(content)
  if (!written.ok) throw new Error(written.flaws.map(formatFileError).join('\n'))
  return Object.fromEntries(Object.entries(written.content).filter(([path]) => !isGenerated(path)))
}

const isOwn = (path: string): boolean => path === 'evidence.yaml' || path.startsWith('tests/')

/** Returns the stored files that differ from an export. */
const unequalFiles = (folder: Folder, content: ConnectorContent): string[] => {
  const canonical = canonicalFiles(content)
  const paths = new Set([...Object.keys(canonical), ...Object.keys(folder).filter(path => !isOwn(path))])
  return [...paths]
    .filter(path => String(folder[path] ?? '') !== String(canonical[path] ?? ''))
    .map(
      path => `${path} differs from the file that an export writes. Run the check with --write to update it.`
    )
}

/**
 * Returns the flows that need a test but have none. Helper flows need none, because other flows call them.
 */
const untestedFlows = ({ flows }: ConnectorContent, tests: ConnectorTest[]): string[] =>
  flows
    .filter(
      ({ id, doc }) =>
        kindOf(doc, cardSpecs) !== 'helper' && !tests.some(({ flow }) => id.endsWith(flow.slice(5)))
    )
    .map(({ name }) => `The flow “${name}” has no test. Add a file to tests.`)

const withoutSource = ({ file, exchanges = [], request }: ConnectorTest): string[] => {
  const messages = request === undefined ? exchanges : [...exchanges, request]
  return messages.every(({ source }) => source !== undefined)
    ? []
    : [`${file} has a message without “source”. Add the URL of the page that contains the example.`]
}

/** Result of checking a gallery folder. */
export interface CheckedFolder {
  content: ConnectorContent | null
  problems: string[]
  warnings: string[]
  tests: number
}

/**
 * Checks a gallery folder: format, cards, tests, and the evidence file, which lists what the connector was
 * tested against. The files must equal an export byte for byte.
 */
export const checkGalleryFolder = async (key: string, folder: Folder): Promise<CheckedFolder> => {
  const reading = readConnector(folder, { isKnownCard: type => cardSpecs.has(type) })
  if (!reading.ok)
    return { content: null, problems: reading.flaws.map(formatFileError), warnings: [], tests: 0 }
  const { content } = reading
  const evidence = readEvidence(folder)
  const tests = readTests(folder)
  const findings = findingsOf(content.authentication, content.flows, cardSpecs)
  const say = (severity: string): string[] =>
    findings
      .filter(each => each.severity === severity)
      .map(({ flowName, message }) => `${flowName ?? 'connector'}: ${message}`)
  const found = tests.ok ? tests.content : []
  const results = await Promise.all(found.map(test => runTest(content, test)))
  return {
    content,
    problems: [
      ...(content.key === key
        ? []
        : [`The folder is ${key}, but the key of the connector is ${content.key}.`]),
      ...say('error'),
      ...(evidence.ok ? [] : evidence.flaws.map(formatFileError)),
      ...(tests.ok ? [] : tests.flaws.map(formatFileError)),
      ...unequalFiles(folder, content),
      ...untestedFlows(content, found),
      ...found.flatMap(withoutSource),
      ...results.flatMap(({ file, differences }) => differences.map(difference => `${file}: ${difference}`))
    ],
    warnings: say('warning'),
    tests: found.length
  }
}
