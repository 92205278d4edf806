import { checklistText, taggedTests } from './checklist/checklist-text.ts'
import { rows } from './checklist/rows.ts'
import { root } from './commands/root.mjs'

/**
 * Prints the product's promises, one per row. Each row shows the tests of its parts, or why it is still
 * pending: `npm run -s checklist`.
 */
export async function main() {
  const { text, lacking, unknownTests } = checklistText(rows, await taggedTests(root))
  console.log(text)
  for (const test of unknownTests)
    console.error(`${test.file} names a part of a row that is not in the list: ${test.title}`)
  return lacking.length > 0 || unknownTests.length > 0 ? 1 : 0
}
