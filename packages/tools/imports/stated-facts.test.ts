import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../commands/root.mjs'

const textOf = (path: string): string => readFileSync(join(root, path), 'utf8')

test.each(['card.ts', 'card.test.ts'])(
  'the %s in the contributing guide equals the one in the product',
  file => {
    const [, shown] =
      textOf('.github/CONTRIBUTING.md').match(new RegExp(`\`\`\`ts\\n// ${file}\\n(.*?)\`\`\``, 's')) ?? []
    expect(shown).toBe(textOf(`packages/cards/src/trim/${file}`))
  }
)

test.each([
  ['README.md', /(\d+) presets/],
  ['packages/handbook/guide/receiving-rules.md', /(\d+) services and standards/]
])('%s counts the presets', (page, count) => {
  const [, counted] = textOf(page).match(count) ?? []
  const files = readdirSync(join(root, 'packages/model/src/receiving/presets'))
  expect(Number(counted)).toBe(files.filter(name => name.endsWith('.json')).length)
})

test('no two advisory locks in the database of a store have the same key', () => {
  const keys = ['packages/store/src', 'apps/server/src'].flatMap(folder =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter(path => path.endsWith('.ts'))
      .flatMap(path => textOf(join(folder, path)).match(/\b1752133483, \d+/g) ?? [])
  )
  expect(keys.length).toBeGreaterThan(1)
  expect(keys).toEqual([...new Set(keys)])
})
