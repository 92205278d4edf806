import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { evidenceTable } from './evidence-table.ts'

const readme = fileURLToPath(new URL('../../README.md', import.meta.url))

test('the README shows what each connector was run against; vitest -u writes it', async () => {
  const [intro = ''] = readFileSync(readme, 'utf8').split('\n## Evidence\n')
  const about =
    'An empty cell was not run. `npm run evidence -w @hookwright/connectors` prints this table from the files `evidence.yaml`.'
  await expect(`${intro}\n## Evidence\n\n${about}\n\n${evidenceTable()}\n`).toMatchFileSnapshot(readme)
})
