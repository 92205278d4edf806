import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { measureFlopacks } from './flopacks/measure.ts'

/**
 * Converts every flopack (exported flows of Okta Workflows) in a folder and counts the cards by outcome:
 * `node packages/tools/run.mjs flopacks FOLDER`.
 */
export function main() {
  const [folder] = process.argv.slice(2)
  if (folder === undefined) {
    console.error('Name a folder with .flopack files: node packages/tools/run.mjs flopacks FOLDER')
    return 2
  }
  const files = readdirSync(resolve(folder), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name.endsWith('.flopack'))
    .map(entry => join(entry.parentPath, entry.name))
    .sort()
  const measured = measureFlopacks(files.map(file => ({ file, text: readFileSync(file, 'utf8') })))
  console.log(measured.text)
  return measured.failed ? 1 : 0
}
