import { resolve } from 'node:path'
import { fetchDocuments } from './documents/published-documents.ts'

/**
 * Fetches the OpenAPI documents that tests import into a folder: `node packages/tools/run.mjs fetch-documents
 * FOLDER`. Prints their paths as JSON, by the name of the connector that they define.
 */
export function main() {
  console.log(JSON.stringify(fetchDocuments(resolve(process.argv[2] ?? '.'))))
  return 0
}
