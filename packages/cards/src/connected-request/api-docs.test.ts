import { expect, test } from 'vitest'
import { apiDocs } from './api-docs.ts'

const inForms = 'In multipart form fields, a File is sent as a file'

test('the help of a card without a body does not mention form fields', () => {
  expect(apiDocs('Gets.', { method: 'GET' }).help).not.toContain(inForms)
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'mapped'] as const)
    expect(apiDocs('Sends.', { method }).help).toContain(inForms)
})
