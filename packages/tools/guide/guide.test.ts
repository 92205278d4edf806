import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { faultTable } from '@hookwright/model'
import { expect, test } from 'vitest'
import { root } from '../commands/root.mjs'
import { cardsPage } from './cards-page.ts'
import { faultNotes } from './fault-notes/index.ts'
import { llmsText } from './llms-text.ts'
import { documentedFaults, fixOf, troubleshootingPage } from './troubleshooting-page.ts'

const handbook = join(root, 'packages/handbook')
const read = (path: string): string => readFileSync(join(handbook, path), 'utf8')

/** Hint shown when the handbook does not match its generated pages: the command that updates them. */
const hint = 'run npx vitest run --root packages/tools guide -u'

test('each fault code has an entry that says why it happens and what to do', () => {
  const without = documentedFaults().filter(
    ([code, row]) => !faultNotes[code]?.why || fixOf(code, row).length < 8
  )
  expect(
    without.map(([code]) => code),
    'codes without a complete note in packages/tools/guide/fault-notes'
  ).toEqual([])
  expect(Object.keys(faultNotes).filter(code => !(code in faultTable))).toEqual([])
})

test('the page of fault codes is what the fault table and its notes say; vitest -u writes it', async () => {
  await expect(troubleshootingPage(), hint).toMatchFileSnapshot(join(handbook, 'guide/troubleshooting.md'))
})

test('the page of cards is what their documentation says; vitest -u writes it', async () => {
  await expect(cardsPage(), hint).toMatchFileSnapshot(join(handbook, 'guide/cards.md'))
})

test('llms.txt has a line for each page of the guide; vitest -u writes it', async () => {
  const text = llmsText(read('guide/README.md'), path => read(`guide/${path}`))
  await expect(text, hint).toMatchFileSnapshot(join(handbook, 'llms.txt'))
})

test('Operations lists every environment variable that the server, the launcher or the command reads', () => {
  const sources = ['apps/server/src/env.ts', 'apps/cli/src/env.ts', 'packages/tools/launcher/ports.mjs']
  const names = sources.flatMap(path =>
    [...readFileSync(join(root, path), 'utf8').matchAll(/\bHOOKWRIGHT_[A-Z_]*[A-Z]\b/g)].map(([name]) => name)
  )
  const page = read('guide/operations.md')
  // These are named after a target, or after a field of a connection.
  const own = names.filter(name => !/^HOOKWRIGHT_(API_KEY_|VALUE_)/.test(name))
  expect([...new Set(own)].filter(name => !page.includes(`\`${name}\``))).toEqual([])
})
