import type { ConnectorTester } from '@hookwright/backend'
import { Fault } from '@hookwright/model'
import { formatFlaw, readTests } from '@hookwright/model/files'

/** Most flaws that a refusal names. */
const MOST_NAMED = 5

/**
 * Runs the tests among the files of a connector, one after the other, against their recorded
 * exchanges. What runs them is loaded when it is asked for. Throws `files.refused`.
 */
export const runConnectorTests: ConnectorTester = async (content, files) => {
  const reading = readTests(files)
  if (!reading.ok) {
    throw new Fault('files.refused', { what: reading.flaws.slice(0, MOST_NAMED).map(formatFlaw).join(' ') })
  }
  const { runTest } = await import('@hookwright/connectors')
  const results: Awaited<ReturnType<ConnectorTester>> = []
  for (const test of reading.content) results.push(await runTest(content, test))
  return results
}
