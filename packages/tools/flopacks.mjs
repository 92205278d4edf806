// Converts every flopack of a folder and counts the cards by their outcome: `node packages/tools/flopacks.mjs FOLDER`.
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { register } from 'tsx/esm/api'

const [folder] = process.argv.slice(2)
if (folder === undefined) {
  console.error('Name a folder with .flopack files: node packages/tools/flopacks.mjs FOLDER')
  process.exit(2)
}

register()
const { measureFlopacks } = await import('./flopacks/measure.ts')
const files = readdirSync(resolve(folder), { recursive: true, withFileTypes: true })
  .filter(entry => entry.isFile() && entry.name.endsWith('.flopack'))
  .map(entry => join(entry.parentPath, entry.name))
  .sort()
const measured = measureFlopacks(files.map(file => ({ file, text: readFileSync(file, 'utf8') })))
console.log(measured.text)
process.exit(measured.failed ? 1 : 0)
