import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { tempFolder } from '../testing/temp-folder.ts'
import { sweepBuild } from './sweep-build.mjs'

const summaryOf = (expandedOutputs: string[]) =>
  JSON.stringify({ tasks: [{ directory: 'apps/web', expandedOutputs }] })

test('files of an earlier build are removed from dist, and all others stay', async () => {
  const root = tempFolder({
    '.turbo/runs/one.json': summaryOf([
      'apps/web/dist',
      'apps/web/dist/index.html',
      'apps/web/dist/assets/new.js'
    ]),
    'apps/web/dist/index.html': '',
    'apps/web/dist/assets/new.js': '',
    'apps/web/dist/assets/old.js': '',
    'apps/web/src/main.ts': ''
  })
  await sweepBuild({ root, summaries: join(root, '.turbo/runs') })
  const stays = ['dist/index.html', 'dist/assets/new.js', 'dist/assets/old.js', 'src/main.ts'].map(path =>
    existsSync(join(root, 'apps/web', path))
  )
  expect(stays).toEqual([true, true, false, true])
})

test('without a summary of the build nothing is removed', async () => {
  const root = tempFolder({ 'apps/web/dist/index.html': '' })
  await sweepBuild({ root, summaries: join(root, '.turbo/runs') })
  expect(existsSync(join(root, 'apps/web/dist/index.html'))).toBe(true)
})
