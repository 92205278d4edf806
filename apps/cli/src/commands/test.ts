import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Answerer, recordTest, runTest, type TestResult } from '@hookwright/connectors'
import { ACCESS_TOKEN, type ConnectionValues, Fault, methodOf, methodsOf } from '@hookwright/model'
import {
  type ConnectorContent,
  type ConnectorTest,
  formatFileError,
  readTests,
  secretsIn,
  writeTest
} from '@hookwright/model/files'
import { z } from 'zod'
import { connectionVariable } from '../env.ts'
import { refuseFlaws, takeConnectorFolder } from '../files/check-folder.ts'
import { type CliContext, defineCommand } from '../kernel/command.ts'
import { commandFault, reasonOf } from '../kernel/faults.ts'

/** Field id that names the environment variable of an OAuth access token: HOOKWRIGHT_VALUE_ACCESS_TOKEN. */
const TOKEN_FIELD = 'access_token'

const MOST_MS = 60_000

/**
 * Creates a function that sends a test's request to the real service. Redirects are returned, not followed.
 */
const createSender =
  ({ fetch, stopping }: Pick<CliContext, 'fetch' | 'stopping'>): Answerer =>
  async ({ method, url, headers, body }) => {
    const signal = AbortSignal.any([stopping, AbortSignal.timeout(MOST_MS)])
    const shownUrl = url.replace(/[?#].*/s, '')
    try {
      const response = await fetch(url, {
        ...{ method, headers, redirect: 'manual', signal },
        ...(body !== '' && { body })
      })
      return {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: await response.text(),
        url: shownUrl
      }
    } catch (thrown) {
      const why = `${reasonOf(thrown)}.`
      throw new Fault('http.no-answer', { method, url: shownUrl, why, sent: 'maybe' })
    }
  }

/** Returns the values of a test's live connection, from environment variables. Throws `value-missing`. */
const liveValuesOf = (
  { authentication }: ConnectorContent,
  { connection }: ConnectorTest,
  { connectionValue }: CliContext['env']
): ConnectionValues => {
  const method = connection?.method === undefined ? null : methodOf(authentication, connection.method)
  const { fields, token, code } = method ?? methodsOf(authentication)[0]
  const entries = fields.flatMap(({ id, label, entry }): [string, string][] => {
    const value = connectionValue(id)
    if (value !== null) return [[id, value.reveal()]]
    if (entry === 'password') throw commandFault('value-missing', { label, variable: connectionVariable(id) })
    return []
  })
  if (token === undefined && code === undefined) return Object.fromEntries(entries)
  const access = connectionValue(TOKEN_FIELD)
  if (access === null)
    throw commandFault('value-missing', { label: 'access token', variable: connectionVariable(TOKEN_FIELD) })
  return Object.fromEntries([...entries, [ACCESS_TOKEN, access.reveal()]])
}

const sayResults = (content: ConnectorContent, results: TestResult[], verb: string): string => {
  const failed = results.filter(({ differences }) => differences.length > 0)
  const lines = results.flatMap(({ name, file, differences }) => [
    `${differences.length === 0 ? 'ok  ' : 'FAIL'} ${name} (${file})`,
    ...differences.map(difference => `     ${difference}`)
  ])
  const count = `${results.length} ${results.length === 1 ? 'test' : 'tests'}`
  const end =
    failed.length === 0
      ? `${content.name}: ${count} ${verb}.`
      : `${content.name}: ${failed.length} of ${count} failed.`
  return [...lines, end].join('\n')
}

/** Runs each test of a connector against the real service, and records the requests and responses. */
const recordTests = async (
  root: string,
  content: ConnectorContent,
  tests: ConnectorTest[],
  context: CliContext
): Promise<TestResult[]> => {
  const send = createSender(context)
  const results: TestResult[] = []
  for (const test of tests) {
    const values = liveValuesOf(content, test, context.env)
    const recorded = await recordTest(content, test, {
      values,
      send,
      source: `recorded by hookwright ${context.version}`
    })
    const differences = recorded.ok ? writeRecorded(root, content, recorded.test) : recorded.differences
    results.push({ ...{ file: test.file, name: test.name, differences }, flow: test.flow })
  }
  return results
}

/** Writes a recorded test; returns the reasons why it was not written. Throws `file-unwritable`. */
const writeRecorded = (
  root: string,
  content: ConnectorContent,
  { file, ...test }: ConnectorTest
): string[] => {
  const text = writeTest(test, content)
  const secrets = secretsIn({ [file]: text })
  if (secrets.length > 0) return secrets.map(flaw => `The test was not written. ${formatFileError(flaw)}`)
  try {
    writeFileSync(join(root, file), text)
  } catch (thrown) {
    throw commandFault('file-unwritable', { file: join(root, file), why: reasonOf(thrown) })
  }
  return []
}

export const test = defineCommand({
  usage: 'test [folder]',
  describe: 'Run the flows of a connector against recorded exchanges',
  examples: [
    ['test connectors/acme', 'Run every test in connectors/acme/tests'],
    ['test connectors/acme --only create --json', 'Run the tests with “create” in name or file; print JSON'],
    [
      'test connectors/acme --only create --record',
      'Run them at the service with HOOKWRIGHT_VALUE_TOKEN; write the exchanges without secrets'
    ]
  ],
  positionals: { folder: { type: 'string', default: '.', describe: 'Folder with a connector.yaml' } },
  options: {
    only: { type: 'string', describe: 'Run only tests with this text in their name or file name' },
    record: {
      type: 'boolean',
      default: false,
      describe: 'Send the requests to the service, and record exchanges and results in the tests'
    }
  },
  args: z.object({ folder: z.string(), only: z.string().optional(), record: z.boolean() }),
  run: async ({ folder, only, record }, context) => {
    const root = resolve(context.cwd, folder)
    const { content, files } = takeConnectorFolder(root)
    const reading = readTests(files)
    const all = reading.ok ? reading.content : refuseFlaws(root, reading.flaws)
    if (all.length === 0) throw commandFault('tests-missing', { folder: root })
    const wanted = (only ?? '').toLowerCase()
    const chosen = all.filter(({ file, name }) => `${file}\n${name}`.toLowerCase().includes(wanted))
    if (chosen.length === 0) throw commandFault('tests-none-chosen', { only: only ?? '', folder: root })
    const results = record
      ? await recordTests(root, content, chosen, context)
      : await Promise.all(chosen.map(each => runTest(content, each)))
    return {
      text: sayResults(content, results, record ? 'recorded' : 'passed'),
      data: {
        ...{ key: content.key, name: content.name },
        tests: results.map(({ file, name, differences }) => ({
          ...{ file, name, differences },
          passed: differences.length === 0
        }))
      },
      failed: results.some(({ differences }) => differences.length > 0)
    }
  }
})
