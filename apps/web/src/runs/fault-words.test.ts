import { Fault, type FaultData } from '@hookwright/model'
import { expect, test } from 'vitest'
import { faultAsMarkdown, faultWords } from './fault-words.ts'

const answered = (status: number, body = 'plan does not allow webhooks'): FaultData =>
  new Fault('http.status', { method: 'POST', url: 'https://acme.test/hooks', status, body }).toData()

test('an answer that is an error is told with its status, the words of the service and what to try', () => {
  expect(faultWords(answered(403))).toEqual({
    title: 'The service answered 403',
    cause: 'POST https://acme.test/hooks was answered with 403.',
    reply: 'plan does not allow webhooks',
    tryThis: expect.stringContaining('may not do this')
  })
})

test.each([
  [401, 'does not know who asks'],
  [404, 'nothing at this URL'],
  [429, 'is busy'],
  [503, 'itself failed'],
  [422, 'did not accept']
])('after %i one is told that the service %s', (status, words) => {
  expect(faultWords(answered(status)).tryThis).toContain(words)
})

test('an empty answer has no words of the service', () => {
  expect(faultWords(answered(500, '')).reply).toBeNull()
})

test('any other fault keeps its sentence, under a title', () => {
  const missing = new Fault('card.input-missing', { field: 'Text', card: 'Say' }).toData()
  expect(faultWords(missing)).toMatchObject({ title: 'An input got nothing', cause: missing.message })
  const inside = new Fault('internal').toData()
  expect(faultWords(inside)).toMatchObject({ title: 'A card failed', reply: null })
})

test('as Markdown it says where, why and what to try', () => {
  expect(faultAsMarkdown(answered(403), 'Create subscription')).toBe(
    [
      '**The service answered 403** at Create subscription (`http.status`)',
      '',
      'POST https://acme.test/hooks was answered with 403.',
      '',
      '```',
      'plan does not allow webhooks',
      '```',
      '',
      faultWords(answered(403)).tryThis
    ].join('\n')
  )
})
