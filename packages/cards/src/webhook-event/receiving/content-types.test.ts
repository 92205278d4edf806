import { blankReceiving, receivingLimits } from '@hookwright/model'
import { expect, test } from 'vitest'
import { shownTypes, typesIn } from './content-types.ts'
import { validateRules } from './validate-rules.ts'

const errorsOf = (text: string): string[] =>
  validateRules(
    { ...blankReceiving, limits: { ...blankReceiving.limits, contentTypes: typesIn(text) } },
    []
  ).map(({ message }) => message)

test('each line is a content type, in lower case and without its parameters', () => {
  expect(typesIn('Application/JSON; charset=utf-8\r\n text/* ')).toEqual(['application/json', 'text/*'])
})

test('blank lines are ignored, and no text at all means every type', () => {
  expect(typesIn('application/json\n\n  \ntext/xml\n')).toEqual(['application/json', 'text/xml'])
  expect(typesIn(' \n')).toEqual([])
  for (const text of ['', 'text/xml\n', '\ntext/xml\n\ntext/plain']) expect(errorsOf(text)).toEqual([])
})

test('a line with only parameters is not a content type', () => {
  expect(errorsOf('; charset=utf-8')).toHaveLength(1)
})

test('too many lines are reported, and none is dropped', () => {
  const text = Array<string>(receivingLimits.contentTypes + 1)
    .fill('text/xml')
    .join('\n')
  expect(errorsOf(text)).toEqual(['There are 17 content types, but the limit is 16. Remove 1.'])
})

test('typed text stays unchanged while it matches the rules', () => {
  const typed = 'Text/XML; charset=utf-8\n\n'
  expect(shownTypes(typed, typesIn(typed))).toBe(typed)
  expect(shownTypes(typed, ['text/plain', 'text/*'])).toBe('text/plain\ntext/*')
})
