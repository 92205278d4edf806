import { expect, test } from 'vitest'
import { checkFolders, type Layers } from './check-folders.ts'
import type { Workspace } from './workspace.ts'

const layers: Layers = [['kernel'], ['intake', 'alerts'], ['screens/*'], ['index']]

test('an import from a lower layer, the same folder or a folder of the same layer is allowed', () => {
  expect(
    check({
      'src/index.ts': ['./intake/accept.ts'],
      'src/intake/accept.ts': ['../kernel/effects.ts', './read.ts', '../alerts/alerts.ts'],
      'src/screens/runs/page.ts': ['../flows/row.ts', '../../kernel/effects.ts']
    })
  ).toEqual({ upward: [], cycles: [], homeless: [] })
})

test('an upward import is refused', () => {
  const { upward } = check({ 'src/kernel/effects.ts': ['../intake/accept.ts'], 'src/intake/accept.ts': [] })
  expect(upward).toEqual([
    'backend/src/kernel/effects.ts imports "../intake/accept.ts", which is on a higher layer (intake above kernel).'
  ])
})

test('a cycle between folders is refused, even when no two files import each other', () => {
  const { upward, cycles } = check({
    'src/intake/accept.ts': ['../alerts/raise.ts'],
    'src/alerts/send.ts': ['../intake/read.ts']
  })
  expect(upward).toEqual([])
  expect(cycles).toEqual(['backend: alerts → intake → alerts is a cycle.'])
})

test('a star stands for every folder without a layer of its own', () => {
  const starred: Layers = [['kernel'], ['*'], ['index']]
  const files = { 'src/compose/card.ts': ['../kernel/plain.ts', '../index.ts'] }
  expect(check(files, starred).upward).toEqual([
    'backend/src/compose/card.ts imports "../index.ts", which is on a higher layer (index above compose).'
  ])
})

test('a folder without a layer is refused', () => {
  expect(check({ 'src/other/a.ts': [] }).homeless).toEqual([
    'backend/src/other/a.ts is in no layer; add its folder to folder-layers.ts.'
  ])
})

test('a test may import from any layer', () => {
  const files = {
    'src/kernel/effects.test.ts': ['../intake/accept.ts'],
    'src/testing/world.ts': ['../index.ts']
  }
  expect(check(files)).toEqual({ upward: [], cycles: [], homeless: [] })
})

function check(files: Record<string, string[]>, table = layers) {
  const workspace: Workspace = {
    name: 'backend',
    dependencies: [],
    exports: [],
    files: Object.entries(files).map(([path, specifiers]) => ({
      path,
      imports: specifiers.map(specifier => ({ specifier, typeOnly: false })),
      named: []
    }))
  }
  return checkFolders(workspace, table)
}
