import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { evidenceTable } from './evidence-table.ts'

const readme = fileURLToPath(new URL('../../gallery/README.md', import.meta.url))

const about = `# Ready connectors

Each folder is one connector; [the package](../README.md) explains its files. The table says what each connector was run against,
from its file \`evidence.yaml\`. An empty cell was not run. \`npm run evidence -w @hookwright/connectors\` prints it.`

test('the README of the gallery shows what each connector was run against; vitest -u writes it', async () => {
  await expect(`${about}\n\n${evidenceTable()}\n`).toMatchFileSnapshot(readme)
})
