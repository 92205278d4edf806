import { resolve } from 'node:path'
import { fetchDocuments } from './documents/published-documents.ts'

/**
 * `node packages/tools/run.mjs fetch-documents FOLDER`: fetches the OpenAPI documents that tests import into a folder, and prints
 * their paths as JSON, by the name of the connector that they make.
 */
export function main() {
  console.log(JSON.stringify(fetchDocuments(resolve(process.argv[2] ?? '.'))))
  return 0
}
