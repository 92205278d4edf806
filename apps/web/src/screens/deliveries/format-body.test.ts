import { expect, it } from 'vitest'
import { formatBody } from './format-body.ts'

it('indents JSON, and leaves other bodies unchanged', () => {
  expect(formatBody('{"user":{"id":1}}')).toBe('{\n  "user": {\n    "id": 1\n  }\n}')
  expect(formatBody('email=ada%40acme.example')).toBe('email=ada%40acme.example')
})

it('leaves JSON unchanged where indenting would change a number or lose a repeated key', () => {
  for (const body of ['{"weight":1e400}', '{"id":12345678901234567890123}', '{"id":"a","id":"b"}'])
    expect(formatBody(body)).toBe(body)
})

it('truncates a long body', () => {
  expect(formatBody('x'.repeat(4_001))).toBe(`${'x'.repeat(4_000)}…`)
  const long = JSON.stringify({ items: Array.from({ length: 2_000 }, (_, id) => ({ id })) })
  expect(formatBody(long)).toMatch(/^\{\n {2}"items": \[\n.*…$/s)
  expect(formatBody(long)).toHaveLength(4_001)
  const longer = JSON.stringify('y'.repeat(256_000))
  expect(formatBody(longer)).toBe(`${longer.slice(0, 4_000)}…`)
})
