import type { ConnectorTester } from '@hookwright/backend'
import { Fault } from '@hookwright/model'
import { formatFileError, readTests } from '@hookwright/model/files'

/** Maximum number of errors listed in a fault. */
const MOST_NAMED = 5

/**
 * Runs the tests in a connector's files, one after another, against their recorded exchanges. The test runner
 * is loaded on first use. Throws `files.refused`.
 */
export const runConnectorTests: ConnectorTester = async (content, files) => {
  const reading = readTests(files)
  if (!reading.ok) {
    throw new Fault('files.refused', {
      what: reading.flaws.slice(0, MOST_NAMED).map(formatFileError).join(' ')
    })
  }
  const { runTest } = await import('@hookwright/connectors')
  const results: Awaited<ReturnType<ConnectorTester>> = []
  for (const test of reading.content) results.push(await runTest(content, test))
  return results
}
