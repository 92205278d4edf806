import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { partOfCard } from './card-parts.ts'

const card = `import { outputs } from '@hookwright/engine'
import { plainCard } from '../kernel/plain-card.ts'
import { helpOf } from './help.ts'

/** Calls that have an argument named execute: { keep: 1 }. */
export const trim = plainCard({
  type: 'trim',
  docs: {
    help: helpOf('Removes spaces.'),
    example: { outputs: { execute: 'kept in the docs' } }
  },
  settings: [{ execute: 'kept in the spec' }],
  execute: ({ inputs }) => outputs({ output: String(inputs.text).trim() })
})
`

test('the spec of a card has no executor and no documentation, and keeps its line numbers', () => {
  const spec = partOfCard(card, 'spec')
  expect(spec).not.toMatch(/helpOf\(|trim\(\)/)
  expect(spec).toContain("settings: [{ execute: 'kept in the spec' }]")
  expect(spec.split('\n')).toHaveLength(card.split('\n').length)
  const lineOfSettings = (code: string) => code.split('\n').findIndex(line => line.startsWith('  settings'))
  expect(lineOfSettings(spec)).toBe(lineOfSettings(card))
})

test('the documentation of a card is its help and example, with the imports they need', () => {
  const docs = partOfCard(card, 'docs')
  expect(docs).toContain("import { helpOf } from './help.ts'")
  expect(docs).toContain("export const docs = {\n    help: helpOf('Removes spaces.'),")
  expect(docs).not.toMatch(/plainCard\(|trim\(\)/)
})

test('an executor that is a method or an imported name is removed too', () => {
  const asMethod = 'export const a = plainCard({ docs: {}, execute({ inputs }) { return secret(inputs) } })'
  const byName = "import { execute } from './execute.ts'\nexport const a = plainCard({ docs: {}, execute })"
  expect(partOfCard(asMethod, 'spec')).not.toContain('secret')
  expect(partOfCard(byName, 'spec')).toMatch(/execute: \(\) => \{ throw/)
})

test('a card without documentation fails the build', () => {
  expect(() => partOfCard("export const a = plainCard({ type: 'a' })", 'spec')).toThrow('property `docs`')
})

test('the documentation of every card uses nothing defined in its file', () => {
  const folder = new URL('../../../packages/cards/src/', import.meta.url)
  const types = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(path =>
    path.endsWith('/card.ts')
  )
  expect(types.length).toBeGreaterThan(60)
  for (const path of types) {
    const code = readFileSync(new URL(path, folder), 'utf8')
    const own = [...code.matchAll(/^(?:export )?const (\w+)/gm)].map(([, name]) => name ?? '')
    const docs = partOfCard(code, 'docs').split('export const docs = ')[1] ?? ''
    const written = docs.replace(/'(?:[^'\\]|\\.)*'|`[^`$]*|“[^”]*”/g, '')
    expect(own.filter(name => new RegExp(`\\b${name}\\b(?!:)`).test(written))).toEqual([])
  }
})
