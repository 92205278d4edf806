import { expect, test } from 'vitest'
import { templateFilters, templateParts } from './format-template.ts'
import { parseTemplate } from './template.ts'

test('every part and filter of the menu can be parsed', () => {
  for (const { text } of templateParts) expect(parseTemplate(text.replace('…', 'name')).ok, text).toBe(true)
  for (const { text } of templateFilters)
    expect(parseTemplate(`{body|${text.replace('…', 'Name')}}`).ok, text).toBe(true)
})

test('the menu contains every kind of part', () => {
  const kinds = templateParts.map(({ text }) => /^\{(\w+)/.exec(text)?.[1])
  for (const kind of [
    'body',
    'url',
    'method',
    'form',
    'key',
    'header',
    'query',
    'xml',
    'sig',
    'json',
    'item',
    'registration',
    'jwt'
  ])
    expect(kinds).toContain(kind)
})
