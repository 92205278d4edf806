import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Token } from 'marked'
import { expect, test } from 'vitest'
import { readPage } from '../src/screens/help/read-page.ts'
import { guideFiles } from './guide-files.ts'

const guide = fileURLToPath(new URL('../../../packages/handbook/guide', import.meta.url))
const pages = readdirSync(guide).filter(name => name.endsWith('.md'))
const read = (path: string) => readPage(readFileSync(path, 'utf8'))

/** Returns the tokens of these types in a page, at any depth. */
const tokensOf = (tokens: readonly Token[], types: readonly string[]): Token[] =>
  tokens.flatMap(token => {
    const inner = [
      ...('tokens' in token ? (token.tokens ?? []) : []),
      ...(token.type === 'list' ? (token.items as Token[]) : []),
      ...(token.type === 'table'
        ? ([token.header, ...token.rows] as { tokens: Token[] }[][]).flat().flatMap(cell => cell.tokens)
        : [])
    ]
    return [...(types.includes(token.type) ? [token] : []), ...tokensOf(inner, types)]
  })

const headingsOf = (path: string): string[] => [...read(path).headings.values()].map(({ slug }) => slug)

test.each(pages)('each link of %s leads to an existing page, heading or picture', name => {
  const path = join(guide, name)
  const links = tokensOf(read(path).tokens, ['link', 'image']).map(token =>
    String('href' in token && token.href)
  )
  const dead = links.filter(href => {
    if (/^https?:/.test(href)) return false
    const [file = '', hash] = href.split('#', 2)
    const target = file === '' ? path : resolve(dirname(path), file)
    return !existsSync(target) || (hash !== undefined && !headingsOf(target).includes(hash))
  })
  expect(dead).toEqual([])
})

test.each(pages)('%s begins with its title and contains no HTML', name => {
  const { tokens, headings } = read(join(guide, name))
  expect([...headings.values()].filter(({ level }) => level === 1)).toHaveLength(1)
  expect(tokens[0]).toMatchObject({ type: 'heading', depth: 1 })
  expect(tokensOf(tokens, ['html']).map(({ raw }) => raw)).toEqual([])
})

test('each picture is used by a page and is small', () => {
  const named = new Set(
    pages.flatMap(name =>
      tokensOf(read(join(guide, name)).tokens, ['image']).map(token => String('href' in token && token.href))
    )
  )
  const pictures = readdirSync(join(guide, 'pictures'))
  expect(pictures.filter(name => !named.has(`pictures/${name}`))).toEqual([])
  expect(pictures.length).toBeLessThanOrEqual(16)
  const large = pictures.filter(name => readFileSync(join(guide, 'pictures', name)).length > 60_000)
  expect(large).toEqual([])
})

test('each link of llms.txt leads to a file of the build', () => {
  const files = guideFiles()
  const text = readFileSync(files.get('llms.txt') ?? '', 'utf8')
  const links = [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, path = '']) => path)
  expect(links.length).toBeGreaterThanOrEqual(pages.length - 1)
  expect(links.filter(path => !files.has(path))).toEqual([])
})
