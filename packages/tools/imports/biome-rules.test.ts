import { copyFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { binOf } from '../commands/bins.mjs'
import { root } from '../commands/root.mjs'
import { runCommand } from '../commands/run-command.mjs'
import { tempFolder } from '../testing/temp-folder.ts'

test('Biome refuses an import cycle', async () => {
  const files = {
    'packages/model/src/a.ts': "import { b } from './b.ts'\n\nexport const a = () => b\n",
    'packages/model/src/b.ts': "import { a } from './a.ts'\n\nexport const b = () => a\n"
  }
  expect(await breachesIn(files)).toEqual({
    'packages/model/src/a.ts': ['noImportCycles'],
    'packages/model/src/b.ts': ['noImportCycles']
  })
})

test('Biome refuses effects below floor 3, outside of tests', async () => {
  const effects = [
    'export const now = () => Date.now()',
    'export const chance = () => Math.random()',
    'export const id = () => crypto.randomUUID()',
    "export const page = () => fetch('https://acme.example')",
    ''
  ].join('\n')
  const rules = [
    'noJsRestrictedProperties',
    'noJsRestrictedProperties',
    'noRestrictedGlobals',
    'noRestrictedGlobals'
  ]
  const files = {
    'packages/model/src/a.ts': effects,
    'packages/engine/src/a.ts': effects,
    'packages/cards/src/wait/execute.ts': effects,
    'packages/engine/src/b.ts': "import { request } from 'node:http'\n\nexport const call = request\n",
    'packages/engine/src/a.test.ts': effects
  }
  expect(await breachesIn(files)).toEqual({
    'packages/model/src/a.ts': rules,
    'packages/engine/src/a.ts': rules,
    'packages/cards/src/wait/execute.ts': rules,
    'packages/engine/src/b.ts': ['noRestrictedImports']
  })
})

test('Biome lets only the guarded client call out, and only env.ts read the environment', async () => {
  const call = "import { request } from 'undici'\n\nexport const call = request\n"
  const read = 'export const port = process.env.PORT\n'
  const files = {
    'packages/backend/src/a.ts': call,
    'packages/api/src/b.ts': read,
    'apps/server/src/http.ts': call,
    'apps/server/src/effects/client.ts': call,
    'apps/server/src/main.ts': read,
    'apps/server/src/env.ts': read
  }
  expect(await breachesIn(files)).toEqual({
    'packages/backend/src/a.ts': ['noRestrictedImports'],
    'packages/api/src/b.ts': ['noProcessEnv'],
    'apps/server/src/http.ts': ['noRestrictedImports'],
    'apps/server/src/main.ts': ['noProcessEnv']
  })
})

/** Runs Biome with this repository's biome.json on some files. Returns the violated rules by file. */
async function breachesIn(files: Record<string, string>): Promise<Record<string, string[]>> {
  const folder = tempFolder(files)
  for (const name of ['biome.json', '.gitignore']) copyFileSync(join(root, name), join(folder, name))
  const biome = binOf(root, 'biome', ['lint', '.', '--reporter=github'])
  const { code, output } = await runCommand({ ...biome, cwd: folder })
  const breaches = [...output.matchAll(/^::error title=lint\/\w+\/(\w+),file=([^,]+),/gm)]
  expect(code).toBe(breaches.length === 0 ? 0 : 1)
  const byFile: Record<string, string[]> = {}
  for (const [, rule = '', path = ''] of breaches) {
    const file = path.slice(path.indexOf(basename(folder)) + basename(folder).length + 1)
    byFile[file] = [...(byFile[file] ?? []), rule].sort()
  }
  return byFile
}
