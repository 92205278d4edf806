import { emptyCatalog, problemsOf } from '@hookwright/engine'
import { flowOf, runWith } from '@hookwright/engine/testing'
import { type Binding, literal } from '@hookwright/model'
import { expect, test } from 'vitest'
import { apiEndpoint } from '../api-endpoint/card.ts'
import { cardSpecs } from '../index.ts'
import { manualStart } from '../manual-start/card.ts'
import { put } from '../testing.ts'
import { returnRaw } from './card.ts'

const start = put(apiEndpoint, 'start')

const responding = (inputs: Record<string, Binding>, bodyFormat = 'json') =>
  put(returnRaw, 'respond', { config: { bodyFormat }, inputs: { status: literal(200), ...inputs } })

const problems = (...cards: Parameters<typeof flowOf>) =>
  problemsOf(flowOf(...cards), cardSpecs, emptyCatalog)

const run = async (inputs: Record<string, Binding>, bodyFormat?: string) => {
  const { result, status } = await runWith(
    flowOf(start, responding(inputs, bodyFormat)),
    {},
    { specs: cardSpecs }
  )
  return status.is === 'failed' ? status.fault.message : result
}

test('an unknown status is a problem', () => {
  const [problem] = problems(start, responding({ status: literal({ toString: 1 }) }))
  expect(problem?.message).toContain('The status must be a whole number from 200 to 599')
})

test('the card returns status, headers and body as they will be sent', async () => {
  expect(
    await run({
      status: literal(201),
      headers: literal({ 'X-A': 1, 'x-b': null }),
      body: literal({ a: [1] })
    })
  ).toEqual({ status: 201, headers: { 'content-type': 'application/json', 'x-a': '1' }, body: '{"a":[1]}' })
  expect(
    await run({ body: literal('<b>'), headers: literal({ 'Content-Type': 'text/csv' }) }, 'text')
  ).toEqual({
    ...{ status: 200, headers: { 'content-type': 'text/csv' }, body: '<b>' }
  })
  expect(await run({})).toEqual({ status: 200, headers: {}, body: '' })
})

test.each([
  [{ status: literal(99) }, 'the status must be a whole number from 200 to 599'],
  [{ headers: literal({ 'Set-Cookie': 'a=1' }) }, 'the header “Set-Cookie” is set by the server'],
  [{ headers: literal({ 'Content-Type': 'text/html' }) }, 'could run in a browser'],
  [{ headers: literal({ 'Content-Type': 'text/csv' }) }, 'does not fit a JSON body'],
  [{ headers: literal({ 'X-A': { b: 1 } }) }, 'is not a text']
])('an invalid value is a problem while it is typed, and fails the run: %j', async (inputs, why) => {
  expect(await run(inputs)).toContain('“Return Raw” cannot send this response: ')
  expect(await run(inputs)).toContain(why)
  const [problem] = problems(start, responding(inputs))
  expect(problem?.message.toLowerCase()).toContain(why.toLowerCase())
})

test('the card needs a caller and has to be the last card', () => {
  expect(problems(start, responding({}))).toEqual([])
  expect(problems(put(manualStart, 'start'), responding({}))).toMatchObject([
    {
      code: 'card-misplaced',
      card: 'respond',
      message: expect.stringContaining('start the flow with API Endpoint')
    }
  ])
  expect(problems(start, responding({}), put(returnRaw, 'later'))).toMatchObject([
    { code: 'card-misplaced', card: 'respond', message: expect.stringContaining('never run') }
  ])
})
