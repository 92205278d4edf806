import { kindOf, problemsOf } from '@hookwright/engine'
import { literal } from '@hookwright/model'
import { expect, test } from 'vitest'
import { cardSpecs } from '../index.ts'
import { reaching } from '../testing.ts'
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
  const flow = drawn('https://acme.example')
  expect(kindOf(flow, cardSpecs)).toBe('authping')
  expect(flow.cards.c2?.inputs).toEqual({ url: literal('/api/me') })
  expect(problemsOf(flow, cardSpecs, reaching(cardSpecs, {}))).toEqual([])
})

test('a base URL that already contains the API path does not repeat it', () => {
  expect(drawn('https://acme.example/api/').cards.c2?.inputs).toEqual({ url: literal('/me') })
})
