import { problemsOf } from '@hookwright/engine'
import { flowOf, runCardAlone } from '@hookwright/engine/testing'
import { listOf, one, pill } from '@hookwright/model'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { concatenate } from '../concatenate/card.ts'
import { helperFlow } from '../helper-flow/card.ts'
import { cardSpecs } from '../index.ts'
import { catalogWithFlows, field, put } from '../testing.ts'
import { listLength } from './card.ts'

test('all items are counted, whatever their type', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.jsonValue({ maxDepth: 2 })), async values => {
      const list = JSON.parse(JSON.stringify(values))
      expect(await runCardAlone(listLength, {}, { list })).toEqual({ length: list.length })
    })
  )
})

test('a missing list has the length 0', async () => {
  expect(await runCardAlone(listLength, {}, {})).toEqual({ length: 0 })
})

test('a list of any type can be mapped, a single value or a text cannot', () => {
  const start = put(helperFlow, 'start', {
    config: {
      inputs: [
        field('names', 'Names', { dataType: listOf('text') }),
        field('users', 'Users', { dataType: listOf('object') }),
        field('user', 'User', { dataType: one('object') })
      ]
    }
  })
  const joined = put(concatenate, 'joined')
  const counting = (card: string, source: string) =>
    put(listLength, 'count', { inputs: { list: pill(card, source) } })
  const problems = (card: string, source: string) =>
    problemsOf(flowOf(start, joined, counting(card, source)), cardSpecs, catalogWithFlows(cardSpecs, {}))
  expect(problems('start', 'names')).toEqual([])
  expect(problems('start', 'users')).toEqual([])
  expect(problems('start', 'user')).toMatchObject([{ code: 'pill-type', card: 'count', field: 'list' }])
  expect(problems('joined', 'output')).toMatchObject([{ code: 'pill-type', card: 'count', field: 'list' }])
})
