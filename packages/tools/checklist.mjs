import { checklistText } from './checklist/checklist-text.mjs'
import { rows } from './checklist/rows.mjs'
import { taggedTests } from './checklist/tagged-tests.mjs'
import { root } from './commands/root.mjs'

/** `npm run -s checklist`: what the product promises, row by row, with the tests that hold each or what it waits for. */
const { text, open, strangers } = checklistText(rows, await taggedTests(root))
console.log(text)
for (const test of strangers) console.error(`${test.file} names a row that is not in the list: ${test.title}`)
process.exitCode = open.length > 0 || strangers.length > 0 ? 1 : 0
