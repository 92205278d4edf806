import { kindOf, problemsOf } from '@hookwright/engine'
import { literal } from '@hookwright/model'
import { expect, test } from 'vitest'
import { cardSpecs } from '../index.ts'
import { catalogWithFlows } from '../testing.ts'
import { authpingTemplate } from './template.ts'

const drawn = (baseUrl: string) => {
  let made = 0
  return authpingTemplate({
    baseUrl: literal(baseUrl),
    newId: () => {
      made += 1
      return `c${made}`
    }
  })
}

test('the template starts with Authping, requests the own account, and has no problem', () => {
  const flow = drawn('http://127.0.0.1:3001')
  expect(kindOf(flow, cardSpecs)).toBe('authping')
  expect(flow.cards.c2?.inputs).toEqual({ url: literal('/api/me') })
  expect(problemsOf(flow, cardSpecs, catalogWithFlows(cardSpecs, {}))).toEqual([])
})

test('a base URL that already contains the API path does not repeat it', () => {
  expect(drawn('http://127.0.0.1:3001/api/').cards.c2?.inputs).toEqual({ url: literal('/me') })
})

test('the template for another service leaves its path to be filled in', () => {
  const flow = drawn('https://acme.example')
  expect(flow.cards.c2).toMatchObject({ inputs: {}, note: expect.stringContaining('Enter a path') })
  expect(problemsOf(flow, cardSpecs, catalogWithFlows(cardSpecs, {}))).toMatchObject([
    { card: 'c2', field: 'url' }
  ])
})
